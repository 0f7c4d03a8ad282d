import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { levelWord, reasonSentence } from "@/lib/client/share-words";
import type { AccessEntry } from "@/lib/contracts/console/wire/share";

const blockedWords = {
  disabled: "Their account is disabled: none of this counts now.",
  pending: "They have not signed in yet.",
} as const;

/** Why one person can see an agent, and what would be left if a reason went. */
export function AccessAnswer({ entry }: { entry: AccessEntry }) {
  const { person, reasons, without, effective, blocked } = entry;
  return (
    <section aria-label={`Access of ${person.name}`} className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium text-fg">{person.name}</span>
        <span className="break-all text-muted">{person.email}</span>
        <Badge tone={effective === null ? "neutral" : "accent"}>{levelWord(effective)}</Badge>
      </p>
      {blocked && <Alert tone="warning" title={blockedWords[blocked]} />}
      {reasons.length === 0 && <p className="text-muted text-sm">Nothing gives them access: they do not see it.</p>}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.shareId}`}>
            {reasonSentence(reason)}
            {reason.since && (
              <span className="text-muted">
                , since <Time value={reason.since} />
              </span>
            )}
            {reason.expiresAt && (
              <span className="text-muted">
                , until <Time value={reason.expiresAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {without.map((one) => (
        <p key={one.remove} className="text-muted text-sm">
          Without “{one.remove}”: {levelWord(one.effective).toLowerCase()}.
        </p>
      ))}
    </section>
  );
}
