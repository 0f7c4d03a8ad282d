/** Who acts on one agent: it is the owner's, shared with the editor, and a viewer of the workspace reads it. */
export const people = ["owner", "editor", "reader"] as const;
export type Who = (typeof people)[number];

/** MCP servers by what they are called here; `foreign` belongs to another workspace. */
export const servers = ["test1", "test2", "production", "foreign"] as const;
export type Server = (typeof servers)[number];
export type Pairs = Partial<Record<Server, Server>>;

type Content = { description: string; text: string };
export type ModelVersion = Content & {
  published: boolean;
  servers: Server[];
  mapping: Pairs;
  /** Production resources that the draft had besides the test ones that they stand in for. */
  kept: Server[];
};

/** An agent as contract `releases` describes it, as a plain object. */
export type ReleaseModel = Content & {
  name: string;
  /** The name from before the draft, to which discarding returns. */
  formerName: string | null;
  /** Names that other living agents of the workspace have. */
  taken: Set<string>;
  servers: Server[];
  state: "draft" | "live";
  versions: ModelVersion[];
  /** Place of the live version. */
  live: number | null;
  deleted: boolean;
  rev: number;
  /** How many audit rows its changes have left. */
  audited: number;
};

export function newModel(name: string, attached: readonly Server[]): ReleaseModel {
  const content = { name, formerName: null, description: "", text: "", servers: [...attached] };
  const releases = { state: "draft", versions: [], live: null } as const;
  return { ...content, ...releases, versions: [], taken: new Set(), deleted: false, rev: 1, audited: 0 };
}

export const liveOf = (model: ReleaseModel) => (model.live === null ? null : (model.versions[model.live] ?? null));
export const labelAt = (place: number | null) => (place === null ? null : `v${place + 1}`);
const unique = <T>(list: T[]) => [...new Set(list)];

/** What the working copy holds of a version: test servers in the place of production ones. */
function working({ servers: published, mapping, kept }: ModelVersion): Server[] {
  const tests = (one: Server) => servers.filter((server) => mapping[server] === one);
  const back = (one: Server) => (tests(one).length === 0 || kept.includes(one) ? [one, ...tests(one)] : tests(one));
  return unique(published.flatMap(back));
}

const same = (one: Server[], other: Server[]) => one.length === other.length && one.every((s) => other.includes(s));

/** Whether the draft says anything else than what is live does. */
export function draftDiffers(model: ReleaseModel): boolean {
  const live = liveOf(model);
  if (!live) return true;
  const { description, text } = model;
  return description !== live.description || text !== live.text || !same(model.servers, working(live));
}

/** The version that freezes the draft with production servers in the place of test ones. */
export function frozen(model: ReleaseModel, mapping: Pairs, published: boolean): ModelVersion {
  const { description, text } = model;
  const used = Object.fromEntries(Object.entries(mapping).filter(([test]) => model.servers.some((s) => s === test)));
  const pairs: Pairs = used;
  const through = unique(model.servers.map((server) => pairs[server] ?? server));
  const stands = Object.values(pairs);
  const kept = model.servers.filter((server) => pairs[server] === undefined && stands.includes(server));
  return { description, text, published, servers: through, mapping: pairs, kept };
}

/** The draft takes what a version says. */
export function take(model: ReleaseModel, version: ModelVersion): void {
  const { description, text } = version;
  Object.assign(model, { description, text, servers: working(version) });
}

export function goLive(model: ReleaseModel, place: number): void {
  Object.assign(model, { live: place, state: "live", formerName: null });
}

/** What somebody sees of the agent (§2.3); null: it is not there for them. */
export function shownTo(model: ReleaseModel, who: Who) {
  if (model.deleted) return null;
  const live = liveOf(model);
  const liveShown = live !== null && (who === "reader" || model.state === "live");
  const { description, text, servers: attached } = liveShown ? live : model;
  return {
    name: model.name,
    description,
    text,
    servers: attached.toSorted(),
    state: liveShown ? "live" : model.state,
    label: labelAt(model.live),
    rev: model.rev,
  };
}
