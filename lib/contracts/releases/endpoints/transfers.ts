import { BASE, releases } from "@/lib/contracts/releases/contract";
import { named, presentAgent } from "@/lib/contracts/releases/present/agent";
import { toExportContents, toImportPreview } from "@/lib/contracts/releases/present/transfer";
import { agentParams, tenantParams } from "@/lib/contracts/releases/wire/agents";
import {
  exportContents,
  exportQuery,
  importAnswer,
  importName,
  importQuery,
} from "@/lib/contracts/releases/wire/transfers";
import { exportAgent, openExport, previewExport } from "@/lib/domain/transfers/export-agent";
import { importAgent } from "@/lib/domain/transfers/import-agent";
import {
  agentZipLimit,
  agentZipTooLarge,
  previewAgentZip,
  uploadAgentZip,
} from "@/lib/domain/transfers/receive-agent-zip";
import { upload } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { invalidInput } from "@/lib/http/issues";
import { bytes, json, withHeaders, withStatus } from "@/lib/http/reply";

const reading = { contract: releases, method: "GET", params: agentParams, query: exportQuery } as const;

/** Sends an agent as a zip. */
export const exporting = endpoint({
  ...reading,
  path: `${BASE}/agents/{agent}/export`,
  summary: "One version of an agent as a zip package",
  description:
    "Streamed; the bytes of one version are the same at every export. Nothing secret is in it: hidden values are " +
    "placeholders, files that hold keys stay out, and `muster.yaml` lists all of it. A package's code stays out too.",
  reply: bytes("application/zip"),
  faults: ["workspace_forbidden", "not_found", "forbidden", "invalid_parameter"],
  verb: exportAgent,
  handle: ({ ctx, params, query: { version } }) =>
    openExport(ctx, { ...named(ctx, params), ...(version === undefined ? {} : { version }) }),
});

/** What that zip would hold. */
export const contents = endpoint({
  ...reading,
  path: `${BASE}/agents/{agent}/export-contents`,
  summary: "What an export of an agent would hold and leave out",
  reply: json(exportContents),
  faults: ["workspace_forbidden", "not_found", "forbidden", "invalid_parameter"],
  verb: previewExport,
  handle: async ({ ctx, params, query: { version } }) =>
    toExportContents(
      await previewExport(ctx, { ...named(ctx, params), ...(version === undefined ? {} : { version }) }),
    ),
});

/** The part `name` of a form. Throws `invalid`. */
function wishedName(fields: ReadonlyMap<string, string>): string | undefined {
  const sent = { name: fields.get("name") };
  const parsed = importName.safeParse(sent);
  if (!parsed.success) throw invalidInput("body", parsed.error, sent);
  return parsed.data.name;
}

/** Makes a draft of a zip. */
export const importing = endpoint({
  contract: releases,
  method: "POST",
  path: `${BASE}/agents/import`,
  summary: "Create an agent from a zip package, as a draft",
  description:
    "The part `file` is the zip; the part `name` takes the place of the name in it, and is then never changed. Always a " +
    "new draft of the caller, never live and never started: ids, owners and times in the package have no effect. All or " +
    "nothing; `omissions` lists what did not arrive. With `dry_run=true` nothing is stored and the answer is 200.",
  params: tenantParams,
  query: importQuery,
  body: upload("file", agentZipLimit, agentZipTooLarge, ["name"]),
  reply: json(importAnswer, 201),
  faults: [
    "workspace_forbidden",
    "quota_exceeded",
    "name_taken",
    "invalid_archive",
    "invalid_package",
    "unsafe_archive",
    "too_large",
    "unsupported_media_type",
  ],
  verb: importAgent,
  gate: ({ ctx }) => importAgent.authorize(ctx, {}),
  handle: async ({ ctx, params, query, body: { stream, fields } }) => {
    const source = { stream, name: () => wishedName(fields) };
    if (query.dry_run === "true") return withStatus(toImportPreview(await previewAgentZip(ctx, source)), 200);
    const { id, omissions } = await uploadAgentZip(ctx, source);
    const agent = await presentAgent(ctx, id, { Location: `/tenants/${params.tenant}/api/v2/agents/${id}` });
    return withHeaders({ ...agent.value, omissions }, Object.fromEntries(agent.headers));
  },
});
