import { errorBody } from "@/lib/contracts/console/contract";
import type { BulkBody, BulkItem, BulkResult } from "@/lib/contracts/console/wire/bulk";
import type { BulkOutcome, BulkRequest } from "@/lib/domain/bulk/run-bulk";
import { invalidField } from "@/lib/domain/faults";

/** The domain's request of a body. Throws `invalid` for actions that are documented but not served yet. */
export function toBulkRequest(body: BulkBody): BulkRequest {
  const { ids } = body;
  switch (body.action) {
    case "share":
      throw invalidField("action", `'${body.action}' is not possible yet in this version of Muster`, body.action);
    case "addTags":
    case "removeTags":
      return { action: body.action, ids, tags: body.params.tags };
    case "approve":
      return { action: "approve", ids, sha256: body.params.sha256, body: body.params.body };
    case "decline":
      return { action: "decline", ids, sha256: body.params.sha256, reason: body.params.body };
    default:
      return { action: body.action, ids };
  }
}

const notBegun = { code: "timeout", message: "Not begun: the time of this request was over; send the rest again" };

function errorOf(refused: BulkOutcome["refused"]): BulkItem["error"] {
  if (refused === null) return null;
  if (refused === "timeout") return notBegun;
  const { error } = errorBody(refused);
  return { code: String(error.code), message: refused.message };
}

/** Outcomes with their sum. */
export function toBulkResult(outcomes: readonly BulkOutcome[]): BulkResult {
  const succeeded = outcomes.filter((outcome) => outcome.refused === null).length;
  const data = outcomes.map(({ id, name, status, refused }) => ({
    id,
    name,
    ok: refused === null,
    status,
    error: errorOf(refused),
  }));
  return { data, summary: { total: outcomes.length, succeeded, failed: outcomes.length - succeeded } };
}
