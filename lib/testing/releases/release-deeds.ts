import type { Fault } from "@/lib/domain/faults";
import {
  draftDiffers,
  frozen,
  goLive,
  liveOf,
  type Pairs,
  type ReleaseModel,
  type Server,
  take,
  type Who,
} from "./release-model";

export type Deed =
  | { kind: "edit" | "discard" | "delete" | "restore" | "save" }
  | { kind: "patch"; name?: string; description?: string; text?: string }
  | { kind: "attach" | "detach"; server: Server }
  | { kind: "publish"; mapping: Pairs }
  | { kind: "rollBack"; version: number; discardDraft: boolean };

type Outcome = Fault | "changed" | "same";
type Act<K extends Deed["kind"]> = (model: ReleaseModel, deed: Extract<Deed, { kind: K }>) => Outcome;

const patch: Act<"patch"> = (model, { kind: _, ...changes }) => {
  if (model.state === "live") return "agent_live";
  const wanted = { name: model.name, description: model.description, text: model.text, ...changes };
  const { name, description, text } = wanted;
  if (name === model.name && description === model.description && text === model.text) return "same";
  if (name !== model.name && model.taken.has(name)) return "name_taken";
  Object.assign(model, wanted);
  return "changed";
};

const attach: Act<"attach" | "detach"> = (model, { server }) => {
  if (server === "foreign") return "unknown_reference";
  if (model.state === "live") return "agent_live";
  if (model.servers.includes(server)) return "same";
  model.servers.push(server);
  return "changed";
};

const detach: Act<"attach" | "detach"> = (model, { server }) => {
  if (model.state === "live") return "agent_live";
  model.servers = model.servers.filter((one) => one !== server);
  return "changed";
};

const discard: Act<Deed["kind"]> = (model) => {
  if (model.state === "live") return "same";
  const live = liveOf(model);
  if (!live) return "no_live_version";
  take(model, live);
  const { formerName } = model;
  const name = formerName !== null && !model.taken.has(formerName) ? formerName : model.name;
  Object.assign(model, { name, state: "live", formerName: null });
  return "changed";
};

const rollBack: Act<"rollBack"> = (model, { version: number, discardDraft }) => {
  const place = number - 1;
  const version = model.versions[place];
  if (!version) return "unknown_reference";
  if (model.live === place) return "already_live";
  const inDanger = model.state === "draft" && model.live !== null && draftDiffers(model);
  if (inDanger && !discardDraft) return "draft_exists";
  // What was live is repeated; what was only saved goes live itself.
  goLive(model, version.published ? model.versions.push({ ...version }) - 1 : place);
  version.published = true;
  take(model, version);
  return "changed";
};

const publish: Act<"publish"> = (model, { mapping }) => {
  if (model.state === "live") return "not_draft";
  model.versions.push(frozen(model, mapping, true));
  goLive(model, model.versions.length - 1);
  return "changed";
};

const edit: Act<Deed["kind"]> = (model) => {
  if (model.state === "draft") return "same";
  Object.assign(model, { state: "draft", formerName: model.name });
  return "changed";
};

const restore: Act<Deed["kind"]> = (model) => {
  if (!model.deleted) return "not_deleted";
  if (model.taken.has(model.name)) return "name_taken";
  model.deleted = false;
  return "changed";
};

function act(model: ReleaseModel, deed: Deed): Outcome {
  switch (deed.kind) {
    case "patch":
      return patch(model, deed);
    case "attach":
      return attach(model, deed);
    case "detach":
      return detach(model, deed);
    case "publish":
      return publish(model, deed);
    case "rollBack":
      return rollBack(model, deed);
    case "edit":
      return edit(model, deed);
    case "discard":
      return discard(model, deed);
    case "restore":
      return restore(model, deed);
    case "delete":
      model.deleted = true;
      return "changed";
    case "save":
      model.versions.push(frozen(model, {}, false));
      return "changed";
  }
}

const owning: ReadonlySet<Deed["kind"]> = new Set(["delete", "restore"]);

/** What detaching looks for is in what the caller is shown, or in the draft of those who may change it. */
function isAttached(model: ReleaseModel, who: Who, server: Server): boolean {
  const live = liveOf(model)?.servers ?? [];
  const hidden = who === "reader" && model.live !== null;
  if (hidden) return live.includes(server);
  return model.servers.includes(server) || (model.state === "live" && live.includes(server));
}

/** Does it to the model; gives the fault of a deed, or null, by the order of §2.7: not found, forbidden, another revision, then all that the state forbids. */
export function perform(model: ReleaseModel, who: Who, deed: Deed, rev: number | null): Fault | null {
  if (model.deleted && deed.kind !== "restore") return deed.kind === "save" ? "unknown_reference" : "not_found";
  if (deed.kind === "detach" && !isAttached(model, who, deed.server)) return "not_found";
  if (who === "reader" || (who === "editor" && owning.has(deed.kind))) return "forbidden";
  if (rev !== null && rev !== model.rev) return "precondition_failed";
  const outcome = act(model, deed);
  if (outcome === "changed") {
    model.audited += 1;
    if (deed.kind !== "save") model.rev += 1;
    return null;
  }
  return outcome === "same" ? null : outcome;
}
