export const findingGroups = ["structure", "secrets", "calls", "dependencies"] as const;
export const findingSeverities = ["high", "medium", "low"] as const;

export type FindingGroup = (typeof findingGroups)[number];
export type FindingSeverity = (typeof findingSeverities)[number];

/** Every rule with what it is worth. The words are part of contract `submissions` §6. */
export const findingRules = {
  "structure.no_requirements": ["structure", "low"],
  "structure.no_tools": ["structure", "low"],
  "structure.no_init": ["structure", "low"],
  "structure.root_name": ["structure", "low"],
  "structure.ignored": ["structure", "low"],
  "structure.large_file": ["structure", "low"],
  "version.lower": ["structure", "medium"],
  "secret.platform_key": ["secrets", "high"],
  "secret.token": ["secrets", "high"],
  "secret.private_key": ["secrets", "high"],
  "secret.file": ["secrets", "high"],
  "secret.password": ["secrets", "medium"],
  "code.eval": ["calls", "high"],
  "code.process": ["calls", "high"],
  "code.native": ["calls", "high"],
  "code.obfuscated": ["calls", "high"],
  "code.deserialise": ["calls", "medium"],
  "code.dynamic_import": ["calls", "medium"],
  "code.filesystem": ["calls", "medium"],
  "text.hidden_characters": ["calls", "medium"],
  "code.network": ["calls", "low"],
  "dependency.url": ["dependencies", "high"],
  "dependency.option": ["dependencies", "high"],
  "dependency.unpinned": ["dependencies", "low"],
  "dependency.platform": ["dependencies", "low"],
  "dependency.system": ["dependencies", "low"],
  "dependency.bundled": ["dependencies", "low"],
} as const satisfies Record<string, readonly [FindingGroup, FindingSeverity]>;

export type FindingRule = keyof typeof findingRules;

/**
 * Something a reviewer should know. `path` is below the package's folder, `line` counts from 1, `excerpt` is that line
 * without its secrets; each is null where there is none. `id` is unique within one package.
 */
export type Finding = {
  id: string;
  group: FindingGroup;
  severity: FindingSeverity;
  rule: FindingRule;
  message: string;
  path: string | null;
  line: number | null;
  excerpt: string | null;
};

/** A finding before it has its place in the list. */
export type FindingDraft = Pick<Finding, "rule" | "message"> & Partial<Pick<Finding, "path" | "line" | "excerpt">>;

const rank = (rule: FindingRule) => findingSeverities.indexOf(findingRules[rule][1]);

function worstFirst(a: FindingDraft, b: FindingDraft): number {
  const byPlace = (a.path ?? "") < (b.path ?? "") ? -1 : (a.path ?? "") > (b.path ?? "") ? 1 : 0;
  return rank(a.rule) - rank(b.rule) || byPlace || (a.line ?? 0) - (b.line ?? 0) || (a.rule < b.rule ? -1 : 1);
}

/** Orders findings worst first, then by place, keeps at most `limit` and numbers them. */
export function listFindings(drafts: readonly FindingDraft[], limit: number): Finding[] {
  const kept = drafts.toSorted(worstFirst).slice(0, limit);
  return kept.map(({ rule, message, path = null, line = null, excerpt = null }, at) => {
    const [group, severity] = findingRules[rule];
    return { id: `f${at + 1}`, group, severity, rule, message, path, line, excerpt };
  });
}

/** The list with further findings in their places; ids are given anew. */
export const addFindings = (found: readonly Finding[], drafts: readonly FindingDraft[], limit: number): Finding[] =>
  listFindings([...found, ...drafts], limit);

const MOST_OF_A_RULE_IN_A_FILE = 20;
// A package that is nothing but decoys must not cost minutes; a large honest one needs a tenth of this.
const MOST_PLACES = 200_000;

/** Collects within bounds: at most `limit` of each severity and 20 of a rule in one file, so that no file drowns the rest. */
export class FindingCollector {
  readonly drafts: FindingDraft[] = [];
  readonly #bySeverity = new Map<number, number>();
  #file = new Map<FindingRule, { count: number; line: number | null }>();
  #places = 0;

  constructor(readonly limit: number) {}

  beginFile(): void {
    this.#file = new Map();
  }

  /** False when the rule has had its share of this file. */
  wants(rule: FindingRule): boolean {
    return (
      (this.#file.get(rule)?.count ?? 0) < MOST_OF_A_RULE_IN_A_FILE &&
      (this.#bySeverity.get(rank(rule)) ?? 0) < this.limit
    );
  }

  /** Counts a place to be looked at closely; false, with a finding, once a package has more of them than can be looked at. */
  spend(path: string): boolean {
    this.#places++;
    if (this.#places === MOST_PLACES) {
      const message = "The package has more suspicious places than can be checked; from this file on, read it yourself";
      this.drafts.push({ rule: "code.obfuscated", message, path });
    }
    return this.#places < MOST_PLACES;
  }

  /** Adds a finding, unless the rule has had its share or has just been reported for the same line. */
  add(draft: FindingDraft): void {
    const before = this.#file.get(draft.rule);
    const line = draft.line ?? null;
    if (!this.wants(draft.rule) || (line !== null && line === before?.line)) return;
    this.#file.set(draft.rule, { count: (before?.count ?? 0) + 1, line });
    this.#bySeverity.set(rank(draft.rule), (this.#bySeverity.get(rank(draft.rule)) ?? 0) + 1);
    this.drafts.push(draft);
  }
}
