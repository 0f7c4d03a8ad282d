import type { Comparison } from "@/lib/contracts/console/wire/version";
import type { ReleaseComparison } from "@/lib/domain/lifecycle/compare-releases";
import { attachmentKinds } from "@/lib/domain/versions/rules";

const kinds = [...attachmentKinds, "files"] as const;

/** What differs between two versions, as a page shows it: of texts the changed lines, not two whole runbooks. */
export function toComparison({ from, to, identical, fields, attachments }: ReleaseComparison): Comparison {
  return {
    ...{ from, to, identical },
    fields: fields.map((one) => (one.hunks ? { ...one, before: null, after: null } : one)),
    attachments: kinds
      .map((kind) => ({ kind, ...attachments[kind] }))
      .filter(
        ({ added, removed, changed, mapped }) => added.length + removed.length + changed.length + mapped.length > 0,
      ),
  };
}
