import { createHash, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contents, exporting, importing } from "@/lib/contracts/releases/endpoints/transfers";
import type { ExportContents, ImportedAgent, ImportPreview, Omission } from "@/lib/contracts/releases/wire/transfers";
import { ZipArchive } from "@/lib/packages/zip/zip-archive";
import { agentZipLimits } from "@/lib/packages/zip/zip-limits";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { buildZip, type ZipPart } from "@/lib/testing/zip-builder";

type Sent = { as?: Person; name?: string; fields?: Record<string, string>; query?: Record<string, string> };
type Headers = Record<string, string>;

/** The lines of an agent in `agent-spec.yaml`, at their indentation. */
export function specOf(lines = "", { name = "Invoice Roast", rest = "" } = {}): string {
  const own = lines === "" ? "" : `${lines.replace(/^(?=.)/gm, "      ")}\n`;
  return `agent-package:\n  spec-version: v2\n  agents:\n    - name: ${JSON.stringify(name)}\n      runbook: runbook.md\n${own}${rest}`;
}

/** The zip of an agent: its spec, a runbook, and these further entries. */
export function agentZip(spec = specOf(), parts: readonly (ZipPart | [path: string, body: string])[] = []): Buffer {
  const given = parts.map((part): ZipPart => (Array.isArray(part) ? { path: part[0], body: part[1] } : part));
  return buildZip([{ path: "agent-spec.yaml", body: spec }, { path: "runbook.md", body: "## Objective\n" }, ...given]);
}

/** What a zip holds, text by path, in its order. */
export async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  const path = join(tmpdir(), `muster-zip-${randomUUID()}`);
  await writeFile(path, bytes);
  const archive = await ZipArchive.open(path, agentZipLimits);
  const files = new Map<string, string>();
  for (const entry of archive.entries) {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read(entry)) chunks.push(chunk);
    files.set(entry.path, Buffer.concat(chunks).toString("utf8"));
  }
  await archive.close();
  return files;
}

/** Status and code of a refusal, and what it says. */
export const refusalOf = ({ status, body }: Called): [number, string, string] => {
  const { error } = body as { error?: { code: string; message: string } };
  return [status, error?.code ?? "", error?.message ?? ""];
};

export const hashOfBytes = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** A workspace, and the calls of export and import in it. */
export async function givenTransfers(fields: Parameters<typeof given.workspace>[0] = {}) {
  const scene = await given.workspace(fields);
  const { owner, workspace } = scene;
  const send = (file: Buffer, { as = owner, name, fields = {}, query = {} }: Sent = {}, headers: Headers = {}) =>
    call(importing, {
      as,
      params: { tenant: workspace.slug },
      query,
      file,
      fields: { ...(name === undefined ? {} : { name }), ...fields },
      headers,
    });
  const ask = (agent: string, version?: string, as: Person = owner) => {
    const query: Record<string, string> = version === undefined ? {} : { version };
    return { as, params: { tenant: workspace.slug, agent }, query };
  };
  return {
    ...scene,
    send,
    /** Imports what must arrive. */
    bring: async (file: Buffer, sent: Sent = {}): Promise<ImportedAgent> => {
      const answer = await send(file, sent);
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body as ImportedAgent;
    },
    rehearse: async (file: Buffer, sent: Sent = {}): Promise<ImportPreview> => {
      const answer = await send(file, { ...sent, query: { dry_run: "true" } });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body as ImportPreview;
    },
    take: (agent: string, version?: string, as?: Person) => call(exporting, ask(agent, version, as)),
    /** The bytes of an export. */
    zipOf: async (agent: string, version?: string, as?: Person): Promise<Buffer> => {
      const answer = await call(exporting, ask(agent, version, as));
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body as Buffer;
    },
    look: async (agent: string, version?: string, as?: Person): Promise<ExportContents> =>
      (await call(contents, ask(agent, version, as))).body as ExportContents,
  };
}
export type Transfers = Awaited<ReturnType<typeof givenTransfers>>;

/** Code and path of what did not arrive. */
export const codesOf = (omissions: readonly Omission[]) => omissions.map(({ code, path }) => `${code} ${path}`);
