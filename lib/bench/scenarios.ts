import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSeries } from "./archives";
import type { BenchProduct } from "./bench-product";
import { contextPath } from "./context";
import type { Aim, Limits, Shot } from "./load";
import { SOUGHT } from "./statements";
import type { Subject } from "./subjects";

/** `raw JSON`: the raw server again, with answers that the database writes. */
export const subjectNames = ["Muster", "bare Next", "raw", "raw JSON"] as const;
export const processNames = ["Muster", "bare Next", "raw"] as const;
export type SubjectName = (typeof subjectNames)[number];
export type Subjects = Record<SubjectName, Subject>;

export type Scenario = {
  title: string;
  /** Least share of the raw server's requests/s. */
  goal: number;
  limits: Limits;
  /** Until the code is compiled and connections are open. */
  warmUp: Limits;
  /** Called before each measurement, for what may not be made while it runs. */
  prepare: (limits: Limits) => void;
  /** Not everybody takes part everywhere. */
  aims: Partial<Record<SubjectName, Aim>>;
};

const CONNECTIONS = 16;
const ANY = Number.POSITIVE_INFINITY;
const API = "/api/v1/custom_agents";
const BOUNDARY = "bench-0123456789abcdef";
const frame = {
  head: Buffer.from(
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.ncp"\r\ncontent-type: application/gzip\r\n\r\n`,
  ),
  tail: Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
};

/** Name of the agent with a package of that size. */
export const sampleName = (mib: number) => `sample-${mib}-mib`;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A submission through contract 1 by one of the developers. */
export function submission(product: BenchProduct, workspaceId: string, by: number, archive: Buffer[]): Shot {
  const { developers } = product.tokens;
  const headers = {
    ...bearer(developers[by % developers.length] ?? ""),
    "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    "x-workspace-id": workspaceId,
  };
  return { method: "POST", path: `${API}/user/submit`, headers, body: [frame.head, ...archive, frame.tail] };
}

type Aims = Scenario["aims"];

function reading(
  subjects: Subjects,
  path: string,
  product: Shot,
  names: readonly SubjectName[] = subjectNames.slice(1),
): Aims {
  const bare = (name: SubjectName): Shot => ({ method: "GET", path: name === "raw JSON" ? `/json${path}` : path });
  const theirs = names.map((name) => [name, { url: subjects[name].url, next: () => bare(name) }]);
  return { Muster: { url: subjects.Muster.url, next: () => product }, ...Object.fromEntries(theirs) };
}

/** Agents are created in the inbox, so that the list stays as long as it was. */
function creating(subjects: Subjects, product: BenchProduct): Aims {
  let made = 0;
  const headers = { ...bearer(product.tokens.admin), "content-type": "application/json" };
  const texts = { description: "Reads reports", instructions: "Look twice.", models: ["openai/gpt-4o"] };
  const ours = (): Shot => {
    const agent = { workspaceId: product.place.inbox, name: `made-${made++}`, ...texts };
    const body = JSON.stringify({ ...agent, inputSchemaId: null, outputSchemaId: null, toolIds: [] });
    return { method: "POST", path: "/api/agents", headers, body: [Buffer.from(body)] };
  };
  const raw = (): Shot => ({ method: "POST", path: "/create", body: [] });
  return { Muster: { url: product.url, next: ours }, raw: { url: subjects.raw.url, next: raw } };
}

const get = (product: BenchProduct, path: string, headers: Record<string, string> = {}): Shot => ({
  method: "GET",
  path,
  headers: { ...bearer(product.tokens.admin), ...headers },
});

const sought = encodeURIComponent(JSON.stringify({ name: { contains: SOUGHT, mode: "insensitive" } }));

/** What the product and the baselines are asked for. */
export function readings(product: BenchProduct) {
  return {
    list: get(product, "/api/console/agents?limit=50"),
    one: get(product, `${API}/${sampleName(1)}`),
    filter: get(product, `/api/console/agents?limit=50&filter=${sought}`),
    context: get(product, contextPath, { "x-workspace-id": product.place.workspaceId }),
    download: (mib: number) => get(product, `${API}/${sampleName(mib)}/download`),
  };
}

type Bounds = Pick<Scenario, "limits" | "warmUp">;

function submitting(subjects: Subjects, product: BenchProduct, series: PackageSeries, bounds: Bounds): Scenario {
  let made = 0;
  let ready: Buffer[][] = [];
  const take = () => {
    const archive = ready.pop();
    if (!archive) throw new Error("Not enough packages were prepared");
    return archive;
  };
  const bare = (): Shot => ({ method: "POST", path: "/submit", body: take() });
  const ours = (connection: number) => submission(product, product.place.inbox, connection, take());
  return {
    title: `submit ${series.mib} MiB`,
    goal: series.mib === 1 ? 0.6 : 0.85,
    ...bounds,
    prepare: ({ most }) => {
      ready = Array.from({ length: most }, () => series.make(`bench-${series.mib}-${made++}`));
    },
    aims: {
      Muster: { url: product.url, next: ours },
      "bare Next": { url: subjects["bare Next"].url, next: bare },
      raw: { url: subjects.raw.url, next: bare },
    },
  };
}

const limited = (seconds: number, most: number): Limits => ({ connections: CONNECTIONS, seconds, most });

/**
 * By size in MiB: how long is measured, and how many packages may have to be prepared for it. Each warms up for all of the
 * time: what a server does for one file is compiled only after some thousands.
 */
const transfers: Record<number, { up: Bounds; down: Bounds }> = {
  1: {
    up: { limits: limited(2, 600), warmUp: limited(4, 1_000) },
    down: { limits: limited(2, ANY), warmUp: limited(4, ANY) },
  },
  20: {
    up: { limits: limited(4, 48), warmUp: limited(4, 48) },
    down: { limits: limited(4, ANY), warmUp: limited(4, ANY) },
  },
};

/** The scenarios of the issue, with packages of 1 and 20 MiB. */
export function scenarios(subjects: Subjects, product: BenchProduct, series: PackageSeries[]): Scenario[] {
  const { list, one, filter, context, download } = readings(product);
  const raws: SubjectName[] = ["raw", "raw JSON"];
  const files: SubjectName[] = ["bare Next", "raw"];
  const prepare = () => undefined;
  const quick = { limits: limited(2, ANY), warmUp: limited(6, 800), prepare };
  return [
    { ...quick, title: "list 50 of 10,000", goal: 1, aims: reading(subjects, "/list", list) },
    { ...quick, title: "get one", goal: 0.5, aims: reading(subjects, "/one", one) },
    { ...quick, title: "filter by name", goal: 0.9, aims: reading(subjects, "/filter", filter, raws) },
    { ...quick, title: "assembled context, 400 KB", goal: 0.7, aims: reading(subjects, "/context", context, raws) },
    { ...quick, title: "create with audit", goal: 0.35, aims: creating(subjects, product) },
    ...series.flatMap((each) => {
      const { mib } = each;
      const { up, down } = transfers[mib] ?? { up: quick, down: quick };
      const aims = reading(subjects, `/download?mib=${mib}`, download(mib), files);
      return [
        submitting(subjects, product, each, up),
        { ...down, title: `download ${mib} MiB`, goal: 0.8, prepare, aims },
      ];
    }),
  ];
}

/** Makes the agent whose package of that size is read and downloaded, and the same file for the baselines. */
export async function makeSample(product: BenchProduct, series: PackageSeries, folder: string): Promise<void> {
  const archive = series.make(sampleName(series.mib));
  const { path, headers, body = [] } = submission(product, product.place.workspaceId, 0, archive);
  const response = await fetch(product.url + path, { method: "POST", headers, body: Buffer.concat(body) });
  if (!response.ok) throw new Error(`The sample is refused: ${await response.text()}`);
  writeFileSync(join(folder, `${series.mib}.ncp`), Buffer.concat(archive));
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
