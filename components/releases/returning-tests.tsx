"use client";
import { VisibleText } from "@/components/patterns/visible-text";
import { Checkbox } from "@/components/ui/checkbox";
import type { ReturningTest } from "@/lib/contracts/console/wire/version";

type ReturningTestsProps = {
  returning: readonly ReturningTest[];
  /** Ids of the test resources that shall not return. */
  away: ReadonlySet<string>;
  onChange: (away: ReadonlySet<string>) => void;
  live: string;
};

/** Which test resources come back into the draft for production ones of the live version; each can be left out. */
export function ReturningTests({ returning, away, onChange, live }: ReturningTestsProps) {
  if (returning.length === 0) return null;
  const choose = (id: string, returns: boolean) => {
    const others = [...away].filter((other) => other !== id);
    onChange(new Set(returns ? others : [...others, id]));
  };
  return (
    <fieldset className="mt-3">
      <legend className="font-medium text-fg">Test resources return, as they were mapped for {live}</legend>
      <ul className="mt-1 max-h-32 overflow-y-auto [overflow-wrap:anywhere]">
        {returning.map(({ from, to }) => (
          <li key={to.id}>
            <Checkbox
              label={
                <>
                  <VisibleText text={to.name} /> for <VisibleText text={from.name} />
                </>
              }
              hint={away.has(to.id) && "Does not return."}
              checked={!away.has(to.id)}
              onChange={({ target }) => choose(to.id, target.checked)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
