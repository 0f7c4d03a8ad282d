import { invalidField } from "@/lib/domain/faults";

export const SHORTEST_TIMEOUT = 60;
export const LONGEST_TIMEOUT = 7_200;
export const MOST_PATTERNS = 200;
export const LONGEST_PATTERN = 200;

/** What an agent in read-only mode may write nevertheless, and what it may not. Allowed beats blocked. */
export type ReadOnlyPatterns = { blocked: string[]; allowed: string[] };

export const defaultPatterns: ReadOnlyPatterns = {
  blocked: [
    ..."*.py *.js *.ts *.jsx *.tsx *.mjs *.sh *.rb *.go *.rs *.java *.sql Makefile Dockerfile CLAUDE.md".split(" "),
    ..."README.md .claude/* .env* template.yaml *.yaml *.yml *.json *.toml".split(" "),
  ],
  allowed: "content/* output/* reports/* exports/* logs/* *.txt *.log".split(" "),
};

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** The patterns of the column; before anything was set, the defaults. */
export function storedPatterns(column: unknown): ReadOnlyPatterns {
  if (typeof column !== "object" || column === null || Array.isArray(column)) return defaultPatterns;
  const { blocked, allowed } = column as Partial<Record<keyof ReadOnlyPatterns, unknown>>;
  return {
    blocked: isTexts(blocked) ? blocked : defaultPatterns.blocked,
    allowed: isTexts(allowed) ? allowed : defaultPatterns.allowed,
  };
}

/** A list of patterns as it was sent. Throws `invalid` about the field. */
export function patternList(field: string, value: unknown): string[] {
  if (!isTexts(value)) throw invalidField(field, "must be a list of texts");
  if (value.length > MOST_PATTERNS) throw invalidField(field, `has ${value.length} patterns; at most ${MOST_PATTERNS}`);
  const unfit = value.find((pattern) => pattern.trim() === "" || pattern.length > LONGEST_PATTERN);
  if (unfit !== undefined)
    throw invalidField(field, `a pattern has 1 to ${LONGEST_PATTERN} characters`, unfit.slice(0, 50));
  return [...new Set(value)];
}

/** Seconds that an execution may take. Throws `invalid`. */
export function timeoutSeconds(value: unknown): number {
  const whole = typeof value === "number" && Number.isInteger(value);
  if (whole && value >= SHORTEST_TIMEOUT && value <= LONGEST_TIMEOUT) return value;
  const message = `must be a whole number of seconds from ${SHORTEST_TIMEOUT} to ${LONGEST_TIMEOUT}`;
  throw invalidField("execution_timeout_seconds", message, typeof value === "object" ? undefined : value);
}

/** A true or false as it was sent. Throws `invalid` about the field. */
export function switchOf(field: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw invalidField(field, "must be true or false", typeof value === "object" ? undefined : value);
}

/** The lists of patterns that a change names. Throws `invalid` about the field. */
export function patternChanges(config: unknown): Partial<ReadOnlyPatterns> {
  if (config === undefined) return {};
  if (typeof config !== "object" || config === null || Array.isArray(config))
    throw invalidField("config", "must be an object with blocked_patterns and allowed_patterns");
  const { blocked_patterns: blocked, allowed_patterns: allowed } = config as Record<string, unknown>;
  return {
    ...(blocked === undefined ? {} : { blocked: patternList("config.blocked_patterns", blocked) }),
    ...(allowed === undefined ? {} : { allowed: patternList("config.allowed_patterns", allowed) }),
  };
}
