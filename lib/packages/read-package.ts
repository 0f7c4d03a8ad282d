import { bundledWheel, requirementFindings, systemPackages } from "./findings/dependencies";
import { type Finding, type FindingDraft, findingRules, listFindings } from "./findings/finding";
import { platformKey, secretFile } from "./findings/secrets";
import { structureFindings } from "./findings/structure";
import type { ArchiveSource } from "./gunzip";
import { type PackageLimits, packageLimits } from "./limits";
import type { ManifestReading, PackageManifest } from "./manifest";
import { PackageJudge } from "./package-judge";
import { type PackageFile, PackageSink } from "./package-sink";
import { readArchive } from "./read-archive";
import type { Requirement } from "./requirements";

/**
 * What a package is, without any of it having run. `root` is the archive's top folder, or "" when `ncp.toml` lies at its
 * root. `files` are in order of their paths, `requirements` are the lines that may be installed, `findings` worst first.
 * `hasPlatformKey` means that downloads by others than the uploader go through `redactPlatformKey`.
 */
export type PackageReading = {
  manifest: PackageManifest;
  root: string;
  files: PackageFile[];
  findings: Finding[];
  unpackedBytes: number;
  requirements: string[];
  hasPlatformKey: boolean;
};

type Judged = ManifestReading & { root: string; files: PackageFile[]; requirements: Requirement[]; system: string };

function draftFindings(sink: PackageSink, judged: Judged): FindingDraft[] {
  const { root, files, manifest, platformKeyLine } = judged;
  const cut = root === "" ? 0 : root.length + 1;
  const scanned = sink.found.drafts.map((draft) => ({ ...draft, path: draft.path?.slice(cut) ?? null }));
  // The line of the platform key looks like a password or a token as well; it is reported once.
  const onKeyLine = ({ path, line, rule }: FindingDraft) =>
    path === "ncp.toml" && line === platformKeyLine && findingRules[rule][0] === "secrets";
  return [
    ...scanned.filter((draft) => !onKeyLine(draft)),
    ...structureFindings({ files, root, name: manifest.name, ignored: sink.skipped }),
    ...requirementFindings(judged.requirements),
    ...systemPackages("apt-requirements.txt", judged.system),
    ...(platformKeyLine === null ? [] : [platformKey(platformKeyLine)]),
    ...files.flatMap(({ path }) => secretFile(path) ?? []),
    ...files.flatMap(({ path }) => (path.endsWith(".whl") ? [bundledWheel(path)] : [])),
  ];
}

/**
 * Reads a `.ncp` package in one pass over `source`, with back-pressure and without holding more than one text file at a
 * time; nothing is written or executed. Destroys `source` when done. Throws PackageRefused with everything that applies.
 */
export async function readPackage(
  source: ArchiveSource,
  { limits = packageLimits }: { limits?: PackageLimits } = {},
): Promise<PackageReading> {
  const sink = new PackageSink(limits);
  const gate = await readArchive(source, sink, limits);
  if (gate === null) throw new Error("The archive was not read to its end");
  const root = gate.root();
  const judge = new PackageJudge(sink, root, limits, gate.refusals);
  const reading = judge.manifest();
  if (reading) judge.entryPoint(reading.manifest.entryPoint);
  const { install, all } = judge.requirements();
  gate.refusals.throwIfAny();
  if (!reading) throw new Error("A package without a manifest was not refused");
  sink.finish();
  const files = judge.files();
  const system = judge.text("apt-requirements.txt") ?? "";
  const findings = draftFindings(sink, { ...reading, root, files, requirements: all, system });
  return {
    manifest: reading.manifest,
    root,
    files,
    findings: listFindings(findings, limits.findings),
    unpackedBytes: files.reduce((total, { size }) => total + size, 0),
    requirements: install,
    hasPlatformKey: reading.platformKeyLine !== null,
  };
}
