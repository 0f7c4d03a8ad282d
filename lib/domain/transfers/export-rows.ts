import { z } from "zod";
import { MASK } from "@/lib/domain/resources/hidden-values";
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
  headers: unknown;
  env: unknown;
  args: unknown;
  secrets: Uint8Array | null;
};

/** A stored server as an export writes it: hidden values are masks already, and what is sealed stays sealed. */
export function asExportServer(row: ServerRow): ExportServer {
  const { name, description, transport, url, command, cwd, forceSerialToolCalls } = row;
  const [headers, env] = [texts.parse(row.headers), texts.parse(row.env)];
  const masked = [headers, env].some((map) => Object.values(map).includes(MASK));
  const args = z.array(z.string()).parse(row.args);
  const plain = { name, description, transport, url, command, cwd, forceSerialToolCalls };
  return { ...plain, headers, env, args, hidesMore: row.secrets !== null && !masked };
}
