export type Violation = { path: string; line: number; rule: string };

type ImportRule = { what: RegExp; allowed?: RegExp; banned?: RegExp; rule: string };

/** These rooms wire everything together, and so do tests. */
const ANYWHERE = /^(lib\/(testing|launch|bench)\/|prisma\/seed|e2e\/|[^/]+$|.*\.(test|spec)\.tsx?$)/;

/** Rule 1 of the style: which room may import what. `allowed`: only these files; `banned`: not these files. */
const IMPORTS: readonly ImportRule[] = [
  {
    what: /^next(\/|$|-auth)/,
    allowed: /^(app|components|lib\/auth)\//,
    rule: "Next.js only in app, components and lib/auth",
  },
  {
    what: /^(@prisma\/|@\/generated\/prisma|prisma$)/,
    allowed: /^lib\/((domain|auth|jobs)\/|db(-[a-z]+)?\.ts)/,
    rule: "Prisma only in lib/domain, lib/auth, lib/jobs and lib/db*.ts",
  },
  {
    what: /^@\/lib\/db(-[a-z]+)?$/,
    banned: /^(app|components|lib\/(contracts|client|packages|blobs|runtime))/,
    rule: "the database is reached through lib/domain",
  },
  { what: /^dockerode$/, allowed: /^lib\/runtime\/docker/, rule: "dockerode only in lib/runtime/docker*" },
  {
    what: /^react(-dom)?(\/|$)/,
    allowed: /^(app|components|lib\/client)\//,
    rule: "React only in app, components and lib/client",
  },
  {
    what: /^(@\/lib\/(http|contracts)\/|node:https?$)/,
    banned: /^lib\/(domain|packages|blobs|jobs)\//,
    rule: "HTTP only in lib/contracts and lib/http",
  },
  {
    what: /^@\/lib\/contracts\/[^/]+\/(?!wire(\/|$))/,
    banned: /^(components|lib\/client)\//,
    rule: "the browser imports nothing but wire from a contract",
  },
  {
    what: /^@\/lib\/((db(-[a-z]+)?|env|log)$|(auth|http|jobs|runtime|blobs|launch|events)\/|domain\/(?!.*\/(rules|schema)$))/,
    banned: /^(components|lib\/client)\//,
    rule: "the browser imports no server code",
  },
];

type TextRule = { pattern: RegExp; only?: RegExp; rule: string };

// Written so that this file does not break its own rules.
const TEXTS: readonly TextRule[] = [
  { pattern: /\bvi\.(do)?[mM]ock\(\s*["'`](@\/|\.)/, rule: "no mocks of our own modules" },
  { pattern: /\.waitForTime[o]ut\(/, rule: "wait for a condition, not for a time" },
  { pattern: /\b(test|it|describe|suite)(\.\w+)*\.(skip|only|todo|fixme)\b/, rule: "no skipped and no lonely tests" },
  { pattern: /\b(TO[D]O|FIX[M]E|XX[X])\b/, rule: "no open ends in comments" },
  { pattern: /^\s*export \* from/, rule: "no barrels" },
  {
    pattern: /\b(new Response\(|Response\.json\(|NextResponse\b)/,
    only: /^lib\/(domain|packages|blobs|jobs)\//,
    rule: "HTTP only in lib/contracts and lib/http",
  },
];

const LONGEST = 300;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|config|d))?\.(ts|tsx|mjs|mts)$/;
const EMPTY_NAMES = /^(utils?|helpers?|common|types|misc|index)\./;
const CONTRACT_FILE =
  /^lib\/contracts\/[^/]+\/((contract|wire|present|endpoints)\.ts|(wire|present|endpoints)\/[^/]+\.ts|.*\.test\.ts)$/;
const DOMAIN_FILE =
  /^lib\/domain\/[^/]+\/((schema|rules|queries|access|filter|[a-z]+(-[a-z0-9]+)+)\.ts|[^/]+\.test\.ts)$/;

/** What in one source file breaks the rules; `path` is relative to the repository, with slashes. */
export function violationsOf(path: string, text: string): Violation[] {
  const lines = text.split("\n");
  const found = nameRules(path).map((rule) => ({ path, line: 1, rule }));
  const length = text.endsWith("\n") ? lines.length - 1 : lines.length;
  if (length > LONGEST) found.push({ path, line: LONGEST + 1, rule: `${length} lines; never beyond ${LONGEST}` });
  lines.forEach((line, index) => {
    for (const rule of lineRules(path, line)) found.push({ path, line: index + 1, rule });
  });
  return found;
}

function nameRules(path: string): string[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const rules: string[] = [];
  if (!KEBAB.test(name)) rules.push("file names are kebab-case");
  if (EMPTY_NAMES.test(name)) rules.push("a file name says what the file does");
  if (/^lib\/contracts\/.+\//.test(path) && !CONTRACT_FILE.test(path)) {
    rules.push(
      "a contract has contract.ts, wire.ts, present.ts and endpoints.ts, or a folder of one of the last three",
    );
  }
  if (/^lib\/domain\/.+\//.test(path) && !DOMAIN_FILE.test(path)) {
    rules.push("a domain noun has schema, rules, queries, access, filter and one verb-noun file per command");
  }
  return rules;
}

function lineRules(path: string, line: string): string[] {
  const rules = TEXTS.filter(({ pattern, only }) => (only?.test(path) ?? true) && pattern.test(line)).map(
    ({ rule }) => rule,
  );
  const imported = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["']([^"']+)["']/.exec(line)?.[1];
  if (imported === undefined || ANYWHERE.test(path)) return rules;
  const name = imported.startsWith(".") ? absolute(path, imported) : imported;
  const broken = IMPORTS.filter(
    ({ what, allowed, banned }) => what.test(name) && (allowed ? !allowed.test(path) : banned?.test(path)),
  );
  return [...rules, ...broken.map(({ rule }) => rule)];
}

/** "./x" in lib/a/b.ts as "@/lib/a/x". */
function absolute(path: string, imported: string): string {
  return `@${new URL(imported, `file:///${path}`).pathname.replace(/\.tsx?$/, "")}`;
}
