import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import { db, type Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { query } from "@/lib/domain/query";
import { type ExportTarget, type ExportWhere, exportTarget, loadExport } from "@/lib/domain/transfers/load-export";
import { exportFileName } from "@/lib/domain/transfers/rules";
import type { Redaction } from "@/lib/packages/agent-zip/export-spec";
import { exportRedactions, writeAgentZip } from "@/lib/packages/agent-zip/write-agent-zip";

/** What an export holds and what it leaves out. */
export type ExportPreview = {
  fileName: string;
  label: string | null;
  files: number;
  servers: string[];
  semanticModels: string[];
  connections: string[];
  package: string | null;
  redactions: Redaction[];
};

const openBlob = (sha256: string): Promise<Readable> => blobStore().open(sha256);

/**
 * The zip of one version of an agent, by default of what the caller is shown. Throws `not_found`, and `forbidden` for the
 * draft of somebody who may only read.
 */
export const exportAgent = command({
  permission: "agents.read",
  audit: "agent.exported",
  target: (tx: Tx, ctx: Ctx, where: ExportWhere) => exportTarget(tx, ctx, where),
  run: async (
    { tx, target, change }: Step<ExportTarget>,
    _where: ExportWhere,
  ): Promise<{ fileName: string; stream: Readable }> => {
    const bundle = await loadExport(tx, target);
    const redactions = exportRedactions(bundle).map(({ path }) => path);
    change.record({ after: { version: bundle.label ?? "draft", files: bundle.files.length, redactions } });
    return { fileName: exportFileName(target.name, bundle.label), stream: writeAgentZip(bundle, openBlob) };
  },
});

/** What that zip would hold and leave out. */
export const previewExport = query({
  permission: "agents.read",
  target: (reader, ctx, where: ExportWhere) => exportTarget(reader, ctx, where),
  run: async ({ target }, _where): Promise<ExportPreview> => {
    const bundle = await db().$transaction((tx) => loadExport(tx, target));
    const { label, files, servers, models, extras } = bundle;
    return {
      fileName: exportFileName(target.name, label),
      label,
      files: files.length,
      servers: servers.map(({ name }) => name),
      semanticModels: models.map(({ name }) => name),
      connections: extras.connections.map(({ name }) => name),
      package: extras.package && `${extras.package.name} ${extras.package.version}`,
      redactions: exportRedactions(bundle),
    };
  },
});
