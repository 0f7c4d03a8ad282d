import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

export default {
  poweredByHeader: false,
  serverExternalPackages: ["pg", "tar"],
  turbopack: { root },
  typescript: { ignoreBuildErrors: true },
};
