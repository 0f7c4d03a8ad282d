import { z } from "zod";
import { unseal } from "@/lib/auth/seal";
import { asMcpServerSecrets } from "@/lib/domain/resources/mcp-server-kind";
import type { BundleJson } from "@/lib/packages/agent-zip/bundle";
import type { ExportServer } from "@/lib/packages/agent-zip/export-spec";

const texts = z.record(z.string(), z.string());
const json = z.record(z.string(), z.json());

/** A stored model as an export writes it. */
export const asJsonObject = (stored: unknown): BundleJson => json.parse(stored);

type ServerRow = Pick<
  ExportServer,
  "name" | "description" | "transport" | "url" | "command" | "cwd" | "forceSerialToolCalls"
> & {
  id: string;
  headers: unknown;
  env: unknown;
  args: unknown;
  secrets: Uint8Array | null;
};

/** A stored server as an export writes it: hidden values are masks already; of what is sealed only that it is there. */
export function asExportServer(row: ServerRow): ExportServer {
  const { name, description, transport, url, command, cwd, forceSerialToolCalls } = row;
  const sealed = row.secrets === null ? null : asMcpServerSecrets(unseal(row.secrets, row.id));
  return {
    ...{ name, description, transport, url, command, cwd, forceSerialToolCalls },
    headers: texts.parse(row.headers),
    env: texts.parse(row.env),
    args: z.array(z.string()).parse(row.args),
    hidesOauth: sealed != null && sealed.oauthClientConfig !== null,
  };
}
