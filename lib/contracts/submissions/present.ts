import type { z } from "zod";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type {
  AgentDetails,
  AgentItem,
  Decided,
  Done,
  ReviewItem,
  Submitted,
  Updated,
} from "@/lib/contracts/submissions/wire";
import type { Switched } from "@/lib/domain/agents/enable-agent";
import { type Documents, type Shape, textOf } from "@/lib/domain/json-text";
import type { OpenedPackage, PackageFile } from "@/lib/domain/packages/download-package";
import type { Submission } from "@/lib/domain/packages/queries";
import type { Reviewed } from "@/lib/domain/packages/review-package";
import type { Uploaded } from "@/lib/domain/packages/submit-package";
import { matchesTag } from "@/lib/http/headers";
import { askedRange } from "@/lib/http/range";
import type { Bytes } from "@/lib/http/reply";

/** An agent as every list shows it. */
export const itemShape: Shape<Submission, z.input<typeof AgentItem>> = {
  agent_id: "number",
  name: "name",
  description: "description",
  status: "status",
  version: "version",
  submitted_by: "submittedBy",
  created_at: "createdAt",
  updated_at: "updatedAt",
  supports_background: "supportsBackground",
};

/** An agent as the review list shows it. */
export const reviewShape: Shape<Submission, z.input<typeof ReviewItem>> = {
  ...itemShape,
  reviewed_by: "reviewedBy",
  reviewed_at: "reviewedAt",
  rejection_reason: "reason",
  status_changed_by: "statusChangedBy",
  status_changed_at: "statusChangedAt",
  submitted_at: "submittedAt",
  assigned_roles: "assignedRoles",
};

/** All that is said about one agent. */
export const detailsShape: Shape<Submission, z.input<typeof AgentDetails>> = {
  ...itemShape,
  error_message: "loadError",
  reviewed_by: "reviewedBy",
  reviewed_at: "reviewedAt",
  rejection_reason: "reason",
  feedback_message: "feedback",
};

/** A list with its length. */
export function toList<Item>({ rows, total }: Documents<Item>) {
  return textOf({ agents: rows, total });
}

/** The answer to the upload of a new agent. */
export function toSubmitted({ name, number, status }: Uploaded): z.input<typeof Submitted> {
  const what = status === "ACTIVE" ? "onboarded successfully" : "submitted for approval";
  return { message: `Agent '${name}' ${what}`, agent_id: number, agent_name: name, status };
}

/** The answer to the upload of a version. */
export function toUpdated({ name, number, version, status }: Uploaded): z.input<typeof Updated> {
  const message = `Agent '${name}' updated to version ${version}`;
  return { message, agent_id: number, agent_name: name, version, status };
}

/** The answer to a decision. */
export function toDecided({ agentName, status }: Reviewed): z.input<typeof Decided> {
  const what = status === "ACTIVE" ? "approved successfully" : "declined";
  return { message: `Agent '${agentName}' ${what}`, agent_name: agentName, status };
}

/** The answer to switching an agent on or off. */
export function toSwitched({ name, status, changed }: Switched): z.input<typeof Decided> {
  const word = status === "ACTIVE" ? "enabled" : "disabled";
  const what = changed ? `${word} successfully` : `is already ${word}`;
  return { message: `Agent '${name}' ${what}`, agent_name: name, status };
}

/** The answer to allowing or forbidding unattended runs. */
export function toBackground({ name, changed }: { name: string; changed: boolean }, allowed: boolean) {
  const word = allowed ? "enabled" : "disabled";
  const what = changed ? `${word} for` : `is already ${word} for`;
  return { message: `Background execution ${what} agent '${name}'`, agent_name: name, supports_background: allowed };
}

/** The answer to a deletion. */
export function toRemoved({ name }: { name: string }): z.input<typeof Done> {
  return { message: `Agent '${name}' removed successfully`, agent_name: name };
}

/** Redacted bytes are other bytes, so they have a tag of their own. */
function packageTag({ sha256, redacted }: PackageFile): string {
  return redacted ? `"sha256-${sha256}-redacted"` : `"sha256-${sha256}"`;
}

/** What a request's headers say of the file that it asks for: that it is there already, or which part is wanted. */
export function wantedOf(headers: HeaderReader) {
  return {
    has: (file: PackageFile) => matchesTag(headers.get("if-none-match"), packageTag(file)),
    part: (file: PackageFile, size: number) => askedRange(headers, size, packageTag(file)),
  };
}

/** A package file, or a part of it, as it is sent. */
export function toPackageBytes(file: OpenedPackage): Bytes {
  return {
    stream: file.stream ?? "",
    size: file.size ?? undefined,
    range: file.range,
    fileName: `${file.name}-${file.version}.ncp`,
    etag: packageTag(file),
    headers: packageHeaders(file),
  };
}

/** The headers of a package file beside those that the engine sets. */
function packageHeaders({ sha256, redacted }: PackageFile): Record<string, string> {
  const headers = { "X-Package-SHA256": sha256 };
  return redacted ? { ...headers, "X-Package-Redacted": "platform.api_key" } : headers;
}
