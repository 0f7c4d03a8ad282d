import { makeDataFolder, removeDataFolder, startProduct } from "./product";

/**
 * Playwright's global setup: the production build on an empty data folder and a free port. Journeys find
 * MUSTER_E2E_URL, the one-time link MUSTER_E2E_SETUP and the data folder MUSTER_E2E_DATA in their environment.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = makeDataFolder();
  const product = await startProduct({
    folder,
    env: {
      MUSTER_RATE_LIMIT: "0",
      MUSTER_PLUGINS_RATE_LIMIT: "0",
      MUSTER_LOG_LEVEL: "warn",
      // Journeys run servers of their own under this name; 127.0.0.1 stays refused.
      MUSTER_OUTBOUND_ALLOW: "localhost",
    },
  });
  process.env.MUSTER_E2E_URL = product.url;
  process.env.MUSTER_E2E_DATA = folder;
  process.env.MUSTER_E2E_SETUP = product.setupLink ?? "";
  return async () => {
    await product.stop();
    if (process.env.MUSTER_E2E_OUTPUT) console.log(product.output());
    removeDataFolder(folder);
  };
}
