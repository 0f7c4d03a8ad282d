"use client";
import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type AuditChange, type AuditSearch, auditTimes, timeLabels } from "@/lib/client/audit-search";

function chosenTime({ time, since, until }: AuditSearch): string | null {
  if (time) return timeLabels[time];
  if (since && until) return since === until ? since : `${since} to ${until}`;
  if (since) return `since ${since}`;
  return until ? `until ${until}` : null;
}

type TimeFilterProps = { search: AuditSearch; onSearch: (change: AuditChange) => void };

/** When: one of a few spans up to now, or days of the reader's own calendar. */
export function TimeFilter({ search, onSearch }: TimeFilterProps) {
  const chosen = chosenTime(search);
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button className={cn("max-w-full", chosen && "border-accent bg-accent-soft")}>
          <span className="truncate">{chosen ? `Time: ${chosen}` : "Time"}</span>
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label="Time">
        <div className="grid grid-cols-2 gap-1.5">
          {auditTimes.map((time) => (
            <Button
              key={time}
              size="sm"
              aria-pressed={search.time === time}
              className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
              onClick={() => onSearch({ time: search.time === time ? null : time, since: null, until: null })}
            >
              {timeLabels[time]}
            </Button>
          ))}
        </div>
        <div className="mt-3 grid grid-cols-2 gap-2">
          <Field label="From day">
            {(control) => (
              <Input
                {...control}
                type="date"
                value={search.since}
                onChange={(event) => onSearch({ since: event.target.value || null, time: null })}
              />
            )}
          </Field>
          <Field label="To day">
            {(control) => (
              <Input
                {...control}
                type="date"
                value={search.until}
                onChange={(event) => onSearch({ until: event.target.value || null, time: null })}
              />
            )}
          </Field>
        </div>
      </PopoverContent>
    </Popover>
  );
}
