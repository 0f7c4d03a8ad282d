import { Check, Circle } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { passwordRules } from "@/lib/domain/passwords/rules";

/** What a new password must keep, each rule marked as it is kept. */
export function PasswordRules({ password, email }: { password: string; email: string }) {
  return (
    <ul className="flex flex-col gap-0.5" aria-label="Password rules">
      {passwordRules.map(({ id, label, holds }) => {
        const kept = password !== "" && holds(password.normalize("NFC"), email);
        const Mark = kept ? Check : Circle;
        return (
          <li key={id} className={cn("flex items-center gap-1.5 text-xs", kept ? "text-success" : "text-muted")}>
            <Mark aria-hidden className={kept ? "size-3.5" : "size-3.5 scale-50"} />
            {label}
            <span className="sr-only">{kept ? "(kept)" : "(not yet kept)"}</span>
          </li>
        );
      })}
    </ul>
  );
}
