import type { ContractName } from "@/lib/domain/context";

/** What decides which of the contracts that share `/api/agents` answers (design §1). */
export type Claim = {
  method: string;
  pathname: string;
  /** `X-API-Contract`. */
  named: string | null;
  hasWorkspaceHeader: boolean;
  query: readonly string[];
  bodyHasWorkspaceId: boolean;
  /** The contract that the credential is pinned to. */
  pinned: ContractName | null;
};

const sharing = ["fleet", "plugins", "registry"] as const;
type Sharing = (typeof sharing)[number];

/** Parameters of the registry's list that no other contract has. */
const registryOnly = new Set([
  "after",
  "before",
  "ids",
  "filter",
  "orderBy",
  "workspace_id",
  "source",
  "include_deleted",
  "system",
  "default_version_id",
  "created_by",
  "runtime_user_id",
  "retention_tier",
]);

const both = new Set(["start", "stop", "logs", "stats"]);
const isNumber = (ref: string) => /^\d+$/.test(ref);
/** By shape alone: names never begin so, and a malformed id is still none of a name. */
const isAgentId = (ref: string) => ref.startsWith("agt_");

function ofCollection(claim: Claim): Sharing {
  if (claim.bodyHasWorkspaceId || claim.query.some((name) => registryOnly.has(name))) return "registry";
  if (claim.hasWorkspaceHeader) return "plugins";
  return sharing.find((name) => name === claim.pinned) ?? "registry";
}

function ofAgent(method: string, ref: string): Sharing {
  if (method === "PUT") return "plugins";
  if (method === "PATCH" || isAgentId(ref)) return "registry";
  return isNumber(ref) ? "plugins" : "fleet";
}

/** The contract that answers under `/api/agents`, or null where only one contract has the path. */
export function claimingContract(claim: Claim): Sharing | null {
  const named = sharing.find((name) => name === claim.named);
  if (named) return named;
  const [, , , ref, sub] = claim.pathname.replace(/\/$/, "").split("/");
  if (ref === undefined) return ofCollection(claim);
  if (sub === undefined) return ofAgent(claim.method, ref);
  if (!both.has(sub)) return null;
  return isNumber(ref) && claim.hasWorkspaceHeader ? "plugins" : "fleet";
}
