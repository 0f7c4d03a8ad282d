/** Words for what is tried out, and for what counts. */
const tryouts = "tests?|testing|tst|staging|stage|stg|dev|develop|development|sandbox|sbx|qa|uat|preprod|demo|local";
const realities = ["prod", "production", "prd", "live"];

/** The word alone: "ledger-test", "Ledger (Test)" and "test_ledger", but not "latest" or "contest". */
const tryout = new RegExp(`(?<![a-z0-9])(?:${tryouts})(?![a-z0-9])`, "i");
/** The same with what sets it off, for a name without it. */
const trimmed = new RegExp(
  `[\\s_./:-]*[([{]\\s*(?:${tryouts})\\s*[)\\]}]|[\\s_./:-]+(?:${tryouts})(?![a-z0-9])|^(?:${tryouts})[\\s_./:-]+`,
  "i",
);

/** Whether the name of a resource says that it is for trying out. */
export function looksLikeTest(name: string): boolean {
  return tryout.test(name);
}

/** What the production counterpart of a test resource may be called, in lower case, the likeliest first; none of other names. */
export function productionNames(name: string): string[] {
  if (!looksLikeTest(name)) return [];
  const replaced = realities.map((word) => name.replace(tryout, word));
  const bare = name.replace(trimmed, "").trim();
  const names = bare === "" || bare === name ? replaced : [...replaced, bare];
  return names.map((one) => one.toLowerCase()).filter((one) => !looksLikeTest(one));
}

/** Of resources that could stand in for a test resource, the one whose name says so; null where none does. */
export function suggestProduction<T extends { name: string }>(test: string, candidates: readonly T[]): T | null {
  const names = productionNames(test);
  const ranked = candidates
    .map((one) => ({ one, rank: names.indexOf(one.name.toLowerCase()) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank);
  return ranked[0]?.one ?? null;
}
