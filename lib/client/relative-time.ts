const steps = [
  { unit: "year", seconds: 31_536_000 },
  { unit: "month", seconds: 2_592_000 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });
const short = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });
const exact = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;

/** Reads ISO 8601; without an offset (contract `submissions`) it is UTC. Null when it is no time. */
export function parseTime(value: string): Date | null {
  const at = new Date(/([zZ]|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** "5 minutes ago", "in 3 days"; within 45 s "just now"; `narrow`: "5m ago". `now` in milliseconds. */
export function relativeTime(at: Date, now: number, narrow = false): string {
  const seconds = (at.getTime() - now) / 1000;
  if (Math.abs(seconds) < 45) return "just now";
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds * 0.95) ?? steps[4];
  return (narrow ? short : relative).format(Math.round(seconds / step.seconds), step.unit);
}

/** The British way where a language alone says nothing about dates. */
const usual = "en-GB";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it, and a table shows hundreds of times. */
function exactFormat(locale: string, local: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${local}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, local ? exact : { ...exact, timeZone: "UTC" });
  formats.set(key, made);
  return made;
}

/** Date and minute; in the reader's zone and way when `local`, otherwise in UTC, so that server and browser agree. */
export function absoluteTime(at: Date, local: boolean, locale = usual): string {
  const format = exactFormat(local && locale !== "en" ? locale : usual, local);
  return local ? format.format(at) : `${format.format(at)} UTC`;
}

/** How long something took: "812 ms", "4.2 s", "3 min 10 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
