import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { query } from "@/lib/domain/query";
import { type ExportTarget, type ExportWhere, exportTarget, loadExport } from "@/lib/domain/transfers/load-export";
import { exportFileName, leftOut } from "@/lib/domain/transfers/rules";
import { SPEC } from "@/lib/packages/agent-zip/bundle";
import type { ExportBundle, Redaction } from "@/lib/packages/agent-zip/export-spec";
import { exportContents, writeAgentZip } from "@/lib/packages/agent-zip/write-agent-zip";

/** What an export holds and what it leaves out. */
export type ExportPreview = {
  fileName: string;
  label: string | null;
  files: { path: string; size: number }[];
  leftOut: { path: string; message: string }[];
  redactions: Redaction[];
};

const openBlob = (sha256: string): Promise<Readable> => blobStore().open(sha256);

/**
 * What the zip of one version of an agent is made of, by default of what the caller is shown. Throws `not_found`, and `forbidden` for the
 * draft of somebody who may only read.
 */
export const exportAgent = command({
  permission: "agents.read",
  audit: "agent.exported",
  target: (tx: Tx, ctx: Ctx, where: ExportWhere) => exportTarget(tx, ctx, where),
  run: async ({ tx, target, change }: Step<ExportTarget>, _where: ExportWhere): Promise<ExportBundle> => {
    const bundle = await loadExport(tx, target);
    const redactions = exportContents(bundle).redactions.map(({ path }) => path);
    change.record({ after: { version: bundle.label ?? "draft", files: bundle.files.length, redactions } });
    return bundle;
  },
});

/** That zip, streamed: the same bytes for the same version. Throws as `exportAgent`. */
export async function openExport(ctx: Ctx, where: ExportWhere): Promise<{ fileName: string; stream: Readable }> {
  const bundle = await exportAgent(ctx, where);
  return { fileName: exportFileName(bundle.name, bundle.label), stream: writeAgentZip(bundle, openBlob) };
}

/** What that zip would hold and leave out. Throws as `exportAgent`. */
export const previewExport = query({
  permission: "agents.read",
  target: (reader, ctx, where: ExportWhere) => exportTarget(reader, ctx, where),
  run: async ({ db, target }, _where): Promise<ExportPreview> => {
    const bundle = await loadExport(db, target);
    const { files, redactions } = exportContents(bundle);
    const inSpec = redactions.filter(({ path }) => path.startsWith(SPEC));
    const { label } = bundle;
    return {
      fileName: exportFileName(target.name, label),
      label,
      files,
      leftOut: leftOut(
        redactions.filter((one) => !inSpec.includes(one)),
        bundle.extras.package,
      ),
      redactions: inSpec,
    };
  },
});
