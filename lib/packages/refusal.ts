/** Every reason for which a package is refused; the words are part of contract `submissions` §6. */
export const refusalTypes = [
  "archive.not_gzip_tar",
  "archive.truncated",
  "archive.old_format",
  "archive.too_many_entries",
  "archive.unpacked_too_large",
  "archive.ratio",
  "archive.unsafe_path",
  "archive.link_or_device",
  "archive.duplicate_path",
  "archive.multiple_roots",
  "manifest.missing",
  "manifest.invalid",
  "manifest.name",
  "manifest.version",
  "manifest.description",
  "manifest.python_version",
  "manifest.entry_point",
  "entry_point.module_missing",
  "entry_point.variable_missing",
] as const;

export type RefusalType = (typeof refusalTypes)[number];

/** One thing to repair: `loc` leads to it (`body`, `file`, then entry or manifest key), `input` is what was found there. */
export type Refusal = { type: RefusalType; loc: string[]; msg: string; input: string | null };

/** A package that breaks a rule. Nothing of it may be kept; `refusals` is never empty. */
export class PackageRefused extends Error {
  override readonly name = "PackageRefused";
  readonly refusals: readonly [Refusal, ...Refusal[]];

  constructor(first: Refusal, ...rest: Refusal[]) {
    super(rest.length === 0 ? first.msg : `${first.msg} (and ${rest.length} more)`);
    this.refusals = [first, ...rest];
  }
}

const INPUT_LENGTH = 200;

/** Text from an archive made fit for a message or a database: bounded, without control characters or lone surrogates. */
export function printable(text: string, length = INPUT_LENGTH): string {
  const short = text.length > length ? `${text.slice(0, length)}…` : text;
  return short.replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Builds a refusal of the file itself or of what `where` leads to inside it. */
export function refusal(type: RefusalType, msg: string, where: string[] = [], input: string | null = null): Refusal {
  const loc = ["body", "file", ...where.map((part) => printable(part))];
  return { type, loc, msg, input: input === null ? null : printable(input) };
}

/** Collects up to `limit` refusals, so that all that apply are reported together. */
export class Refusals {
  readonly #found: Refusal[] = [];

  constructor(readonly limit: number) {}

  get any(): boolean {
    return this.#found.length > 0;
  }

  add(found: Refusal): void {
    if (this.#found.length < this.limit) this.#found.push(found);
  }

  /** Throws PackageRefused when anything was collected. */
  throwIfAny(): void {
    const [first, ...rest] = this.#found;
    if (first) throw new PackageRefused(first, ...rest);
  }

  /** Throws PackageRefused with everything collected and `last`, after which reading on makes no sense. */
  stop(last: PackageRefused): never {
    const [first, ...rest] = [...this.#found, ...last.refusals];
    throw first ? new PackageRefused(first, ...rest) : last;
  }
}
