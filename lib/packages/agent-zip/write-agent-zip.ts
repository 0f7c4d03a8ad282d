import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import { writeYaml } from "../write-yaml";
import { MUSTER, RUNBOOK, SPEC } from "./bundle";
import { type ExportBundle, exportedExtras, exportedSpec, modelPaths, type Redaction } from "./export-spec";
import { isKeptOut } from "./kept-out";

/** Opens the bytes of a file by their sha256. */
type OpenFile = (sha256: string) => Promise<Readable>;
type Part = { path: string; size: number; open: () => Promise<Readable> };

/** Local time, as zips have it, so that it is the same text in every zone. */
const MOMENT = new Date(1980, 0, 1);

function textPart(path: string, text: () => string): Part {
  let bytes: Buffer | null = null;
  const made = () => {
    bytes ??= Buffer.from(text());
    return bytes;
  };
  return { path, size: made().length, open: async () => Readable.from([made()], { objectMode: false }) };
}

function partsOf(bundle: ExportBundle, openFile: OpenFile): { parts: Part[]; redactions: Redaction[] } {
  const { spec, redactions } = exportedSpec(bundle);
  const out = bundle.files
    .filter(({ path }) => isKeptOut(path))
    .map(({ path }) => ({ path, placeholder: null, what: "A file of its name holds secrets" }));
  const all = [...redactions, ...out];
  const paths = modelPaths(bundle.models.map(({ name }) => name));
  const parts = [
    textPart(SPEC, () => writeYaml(spec)),
    textPart(RUNBOOK, () => bundle.runbook),
    textPart(MUSTER, () => writeYaml(exportedExtras(bundle, all))),
    ...bundle.models.map(({ body }, at) => textPart(paths[at] ?? "", () => writeYaml(body))),
    ...bundle.files
      .filter(({ path }) => !isKeptOut(path))
      .map(({ path, size, sha256 }) => ({ path, size, open: () => openFile(sha256) })),
  ];
  return { parts: parts.sort((a, b) => (a.path < b.path ? -1 : 1)), redactions: all };
}

/** The files that an export would hold, with their bytes, and what it leaves out, without writing it. */
export function exportContents(bundle: ExportBundle): {
  files: { path: string; size: number }[];
  redactions: Redaction[];
} {
  const { parts, redactions } = partsOf(bundle, async () => Readable.from([]));
  return { files: parts.map(({ path, size }) => ({ path, size })), redactions };
}

/**
 * The zip of an agent, streamed: the same bytes for the same content, entries sorted by path, no times. It errors with what
 * `openFile` throws, and opens one file at a time.
 */
export function writeAgentZip(bundle: ExportBundle, openFile: OpenFile): Readable {
  const zip = new ZipFile();
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  let current: Readable | null = null;
  const fail = (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on("error", fail);
  // Who leaves while it is sent leaves no file open.
  out.on("close", () => current?.destroy());
  for (const { path, size, open } of partsOf(bundle, openFile).parts) {
    const options = { size, mtime: MOMENT, mode: 0o100644, forceDosTimestamp: true };
    zip.addReadStreamLazy(path, options, (give) => {
      open().then((stream) => {
        current = stream;
        stream.on("error", fail);
        if (out.destroyed) stream.destroy();
        else give(null, stream);
      }, fail);
    });
  }
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}
