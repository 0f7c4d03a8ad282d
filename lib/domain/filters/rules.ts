/** What a filter may hold at most (contract `registry` §5.6). */
export const filterLimits = {
  bytes: 8192,
  depth: 5,
  operatorDepth: 3,
  leaves: 50,
  list: 100,
  text: 1000,
  wildcards: 10,
  faults: 10,
} as const;

const LARGEST_INTEGER = 2_147_483_647;
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d))?$/;

/**
 * A time in UTC with milliseconds, from ISO 8601 with any offset and up to microseconds, or from a bare date; null for
 * what is no time of the years 1 to 9999.
 */
export function parseTime(text: string): string | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = found;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const plain = new Date(`${written}.000Z`);
  // What does not come back as it was written, such as 30 February, is no time.
  if (Number.isNaN(plain.getTime()) || plain.toISOString().slice(0, 19) !== written) return null;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  const moved = new Date(plain.getTime() + milliseconds - offsetOf(zone));
  const inYears = moved.getTime() >= Date.parse("0001-01-01T00:00:00Z") && moved.getUTCFullYear() <= 9999;
  return inYears ? moved.toISOString() : null;
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Whether a value is an integer that the database's integers can hold, from 0 on. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LARGEST_INTEGER;
}

/** The sentence that refuses a LIKE pattern, or null. */
export function patternRefusal(pattern: string): string | null {
  const wildcards = pattern.split("%").length - 1;
  if (wildcards > filterLimits.wildcards) return `at most ${filterLimits.wildcards} %`;
  const trailing = /\\*$/.exec(pattern)?.[0].length ?? 0;
  return trailing % 2 === 1 ? "must not end with a single \\" : null;
}
