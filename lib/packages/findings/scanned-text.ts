import { maskSecrets } from "../mask-secrets";
import { printable } from "../refusal";

const EXCERPT_LENGTH = 200;
const BEFORE = 300;
const AFTER = 500;
const OVERLAP = 60;

/** A piece of a line around a hit: bounded, so that no pattern ever runs over more than this. Offsets into the text. */
export type Window = { from: number; to: number };

/** A text being scanned: knows its lines without splitting them. */
export class ScannedText {
  #at = 0;
  #line: number;

  /** `firstLine` is the number of the text's first line when it is a part of a larger file. */
  constructor(
    readonly path: string,
    readonly text: string,
    readonly firstLine: number,
  ) {
    this.#line = firstLine;
  }

  /** The line, from 1, that `at` lies in. Counts from where it was asked last. */
  lineAt(at: number): number {
    const breaks = countBreaks(this.text, Math.min(at, this.#at), Math.max(at, this.#at));
    this.#line += at < this.#at ? -breaks : breaks;
    this.#at = at;
    return this.#line;
  }

  /** The line around `at`, cut to what patterns may look at. */
  windowAt(at: number): Window {
    const before = this.text.slice(Math.max(0, at - BEFORE), at);
    const after = this.text.slice(at, at + AFTER);
    const newline = after.indexOf("\n");
    return {
      from: at - before.length + before.lastIndexOf("\n") + 1,
      to: at + (newline === -1 ? after.length : newline),
    };
  }

  /** Every window that holds a hit of `trigger` (a global pattern), each once; ends early when `spend` says no. */
  *windows(trigger: RegExp, spend: (at: number) => boolean): Generator<Window> {
    trigger.lastIndex = 0;
    for (let hit = trigger.exec(this.text); hit; hit = trigger.exec(this.text)) {
      if (!spend(hit.index)) return;
      const resume = trigger.lastIndex;
      const window = this.windowAt(hit.index);
      yield window;
      const whole = this.text[window.to] === "\n" || window.to === this.text.length;
      trigger.lastIndex = Math.max(resume, whole ? window.to : window.to - OVERLAP);
    }
  }

  /** Where a finding at `at` is, with the line as a reviewer may see it. */
  place(at: number): { path: string; line: number; excerpt: string } {
    const { from, to } = this.windowAt(at);
    const excerpt = printable(maskSecrets(this.text.slice(from, to).trim()), EXCERPT_LENGTH);
    return { path: this.path, line: this.lineAt(at), excerpt };
  }
}

function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}
