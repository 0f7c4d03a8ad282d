import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readYaml, type YamlLimits, YamlRefused, type YamlValue } from "../read-yaml";
import type { ZipArchive } from "../zip/zip-archive";
import type { ZipEntry } from "../zip/zip-entry";
import { type AgentSpec, readAgentSpec } from "./agent-spec";
import { type Bundle, type BundleModel, BundleRefused, MODELS, MUSTER, type Omission, SPEC } from "./bundle";
import { excludedBy, globsFault } from "./exclude-globs";
import { noExtras, readMusterFile } from "./muster-file";
import { readServer } from "./read-server";
import { agentFiles, namedPath, sortFiles, type ZipFiles } from "./zip-layout";

const MiB = 1024 * 1024;
const smallYaml: YamlLimits = { bytes: MiB, depth: 20, aliases: 100 };
const modelYaml: YamlLimits = { ...smallYaml, bytes: 5 * MiB };
const LARGEST_RUNBOOK = MiB;
/** All models of one agent together, because they are held in memory until they are rows. */
const LARGEST_MODELS = 32 * MiB;

/** A file that is kept with the agent; `entry` gives its bytes. */
export type BundleFile = { path: string; size: number; sha256: string; entry: ZipEntry };
export type ReadBundle = { bundle: Bundle; files: BundleFile[]; omissions: Omission[] };

async function bytesOf(archive: ZipArchive, files: ZipFiles, path: string, limit: number): Promise<Buffer | null> {
  const entry = files.get(path);
  if (!entry) return null;
  if (entry.size > limit) throw new BundleRefused(path, `is larger than ${limit / MiB} MiB`);
  const chunks: Buffer[] = [];
  for await (const chunk of archive.read(entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function yamlOf(archive: ZipArchive, files: ZipFiles, path: string, limits: YamlLimits): Promise<YamlValue> {
  const bytes = await bytesOf(archive, files, path, limits.bytes);
  if (bytes === null) throw new BundleRefused(path, "is missing");
  try {
    return readYaml(bytes, limits);
  } catch (error) {
    throw error instanceof YamlRefused ? new BundleRefused(path, error.message) : error;
  }
}

async function readRunbook(archive: ZipArchive, files: ZipFiles, path: string): Promise<string> {
  const bytes = await bytesOf(archive, files, path, LARGEST_RUNBOOK);
  if (bytes === null) throw new BundleRefused(SPEC, `runbook: the zip holds no '${path}'`);
  if (!isUtf8(bytes) || bytes.includes(0)) throw new BundleRefused(path, "is not UTF-8 text");
  return bytes.toString("utf8");
}

/** The file of a model that the spec names, which may leave its ending out. */
function modelPath(files: ZipFiles, name: string): string {
  const path = namedPath(MODELS, name);
  const found = [path, `${path}.yaml`, `${path}.yml`].find((one) => files.has(one));
  if (found !== undefined) return found;
  throw new BundleRefused(SPEC, `semantic-data-models: the zip holds no '${path}'`);
}

async function readModels(archive: ZipArchive, files: ZipFiles, spec: AgentSpec): Promise<BundleModel[]> {
  const paths = new Set((spec.agent["semantic-data-models"] ?? []).map(({ name }) => modelPath(files, name)));
  const announced = [...paths].reduce((sum, path) => sum + (files.get(path)?.size ?? 0), 0);
  if (announced > LARGEST_MODELS) throw new BundleRefused(MODELS, `may hold ${LARGEST_MODELS / MiB} MiB at most`);
  const models: BundleModel[] = [];
  for (const path of paths) {
    const body = await yamlOf(archive, files, path, modelYaml);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      throw new BundleRefused(path, "must be a map");
    models.push({ path, body });
  }
  return models;
}

/** What the spec lists and the zip does not hold, where that is no reason to refuse it. */
function missingFiles(files: ZipFiles, { agent }: AgentSpec, guide: string | null): Omission[] {
  const there = (path: string) => files.has(path) || [...files.keys()].some((one) => one.startsWith(`${path}/`));
  const packs = (agent["action-packages"] ?? []).map(({ path }) => (path ? namedPath("actions/", path) : null));
  const known = (agent.knowledge ?? []).map(({ name }) => namedPath("knowledge/", name));
  const listed = [guide, ...packs, ...known].filter((path) => path !== null);
  return listed
    .filter((path) => !there(path))
    .map((path) => ({
      code: "file_missing",
      path: path.slice(0, 300),
      message: `'${path.slice(0, 300)}' is listed and not in the zip.`,
    }));
}

/** One pass over everything, so that nothing is accepted that was not read to its end. Hashes what is kept. */
async function hashAll(archive: ZipArchive, files: ZipFiles, kept: readonly string[]): Promise<BundleFile[]> {
  const wanted = new Map(kept.map((path) => [files.get(path), path]));
  const meter = archive.meter();
  const hashed: BundleFile[] = [];
  for (const entry of archive.entries) {
    const hash = createHash("sha256");
    for await (const chunk of archive.read(entry, meter)) hash.update(chunk);
    const path = wanted.get(entry);
    if (path !== undefined) hashed.push({ path, size: entry.size, sha256: hash.digest("hex"), entry });
  }
  return hashed.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function modelName({ agent }: AgentSpec): string | null {
  const { provider, name } = agent.model ?? {};
  if (!name) return null;
  return provider ? `${provider}/${name}` : name;
}

/**
 * Reads the zip of an agent to its end and says what it holds and what of it cannot arrive. Throws ZipRefused for the zip
 * and BundleRefused for what it says; writes nothing.
 */
export async function readAgentZip(archive: ZipArchive): Promise<ReadBundle> {
  const files = agentFiles(archive);
  const spec = readAgentSpec(await yamlOf(archive, files, SPEC, smallYaml));
  const { agent, exclude, kept, ignored } = spec;
  const fault = globsFault(exclude);
  if (fault !== null) throw new BundleRefused(SPEC, `agent-package.exclude ${fault}`);
  const runbookPath = namedPath("", agent.runbook);
  const guide = agent["conversation-guide"] ? namedPath("", agent["conversation-guide"]) : null;
  if (guide !== null && files.has(guide)) await yamlOf(archive, files, guide, smallYaml);
  const models = await readModels(archive, files, spec);
  const extras = files.has(MUSTER) ? readMusterFile(await yamlOf(archive, files, MUSTER, smallYaml)) : noExtras;
  const servers = (agent["mcp-servers"] ?? []).map(readServer);
  const read = new Set([SPEC, MUSTER, runbookPath, ...models.map(({ path }) => path)]);
  const sorted = sortFiles(files, read, guide, excludedBy(exclude));
  const bundle: Bundle = {
    name: agent.name,
    description: agent.description ?? "",
    model: modelName(spec),
    version: agent.version === undefined || agent.version === null ? null : String(agent.version),
    architecture: agent.architecture || "agent",
    runbook: await readRunbook(archive, files, runbookPath),
    servers: servers.map(({ server }) => server),
    models,
    extras,
    kept,
  };
  const missing = missingFiles(files, spec, guide);
  const omissions = [...ignored, ...servers.flatMap((one) => one.missing), ...missing, ...sorted.dropped];
  return { bundle, files: await hashAll(archive, files, sorted.kept), omissions };
}
