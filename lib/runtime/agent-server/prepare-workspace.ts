import { lstat, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { BootDocument } from "@/lib/runtime/driver";
import { fillMcpTemplate } from "./fill-mcp-template";
import { readVariables, writeCredentials } from "./stored-credentials";
import type { Workspace } from "./workspace";
import { isEmptyWorkspace, removePath, storeFile } from "./workspace-files";

const LARGEST_TEMPLATE = 1024 * 1024;

/** What became of the held credentials at this start. */
export type Injection = { state: "success" | "skipped" | "failed"; written: string[]; error: string | null };

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Writes the first contents, and only where the workspace is empty: what an agent made is never written over. */
async function writeTemplate(workspace: Workspace, template: BootDocument["template"]): Promise<string[]> {
  if (!(await isEmptyWorkspace(workspace))) return [];
  try {
    for (const [path, text] of Object.entries(template))
      await storeFile(workspace, path, Readable.from([Buffer.from(text)]));
  } catch (error) {
    // Half a template would be taken for the agent's own work at the next start.
    for (const name of await readdir(workspace.root)) {
      if (Object.keys(template).some((path) => path.split("/")[0] === name)) await removePath(workspace, name);
    }
    throw error;
  }
  const count = Object.keys(template).length;
  return count === 0 ? [] : [`Workspace filled with ${count} files of the template`];
}

async function inject(workspace: Workspace, credentials: BootDocument["credentials"]): Promise<Injection> {
  const files = new Map(Object.entries(credentials).map(([path, text]) => [path, Buffer.from(text, "base64")]));
  if (files.size === 0) return { state: "skipped", written: [], error: null };
  try {
    return { state: "success", written: await writeCredentials(workspace, files), error: null };
  } catch (error) {
    return { state: "failed", written: [], error: words(error) };
  }
}

/** The agent's runtime token: it is in no file. */
const TOKEN_NAME = "MUSTER_AGENT_TOKEN";

/** What a template may name: the variables of `.env`, and those of the run, which `.env` does not change. */
async function templateVariables(workspace: Workspace, { environment }: BootDocument): Promise<Map<string, string>> {
  const variables = new Map([...(await readVariables(workspace)), ...Object.entries(environment)]);
  variables.delete(TOKEN_NAME);
  return variables;
}

/** Makes `.mcp.json` from its template; one that was given as a credential stays as it is. */
async function writeMcp(workspace: Workspace, boot: BootDocument): Promise<string[]> {
  const path = join(workspace.root, ".mcp.json.template");
  const stats = await lstat(path).catch(() => null);
  if (!stats?.isFile() || Object.hasOwn(boot.credentials, ".mcp.json")) return [];
  if (stats.size > LARGEST_TEMPLATE) return [".mcp.json.template is larger than 1 MiB and was not filled"];
  const filled = fillMcpTemplate(await readFile(path, "utf8"), await templateVariables(workspace, boot));
  if (!filled) return [".mcp.json.template is not JSON with mcpServers and was not filled"];
  const temporary = join(workspace.root, ".mcp.json.new");
  await writeFile(temporary, filled.text, { mode: 0o600 });
  await rename(temporary, join(workspace.root, ".mcp.json"));
  return filled.notes;
}

/** Template, credentials and `.mcp.json`, in this order. Never throws: an agent runs without them, and its log says why. */
export async function prepareWorkspace(
  workspace: Workspace,
  boot: BootDocument,
): Promise<{ injection: Injection; notes: string[] }> {
  const notes: string[] = [];
  const attempt = async (what: string, work: () => Promise<string[]>) => {
    notes.push(...(await work().catch((error: unknown) => [`${what} failed: ${words(error)}`])));
  };
  await attempt("Filling the workspace", () => writeTemplate(workspace, boot.template));
  const injection = await inject(workspace, boot.credentials);
  if (injection.error) notes.push(`Credentials were not written: ${injection.error}`);
  else if (injection.state === "success") notes.push(`${injection.written.length} credential files written`);
  await attempt("Making .mcp.json", () => writeMcp(workspace, boot));
  return { injection, notes };
}
