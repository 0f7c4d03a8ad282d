import { type CallRule, callRules, callTrigger, importRules } from "./call-rules";
import type { FindingCollector, FindingRule } from "./finding";
import { IN_STRING, inComment, type MaskedPython } from "./python-text";
import type { ScannedText } from "./scanned-text";

const SYSTEM_PATH =
  /["'](?:\/(?:etc|usr|var|root|home|proc|sys|dev|bin|sbin|lib|lib64|opt|tmp|mnt|srv|boot|run|Users|Library|System|Applications)(?:\/|["'])|~\/|[A-Za-z]:\\)/g;
const DECODER = /b(?:16|32|64|85)decode|a85decode|unhexlify|fromhex|decompress|rot_?13/;
const HOST = /\b(?:https?|wss?|ftp):\/\/([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)/g;
const LONGEST_LINE = 2000;
const MOST_HOSTS = 50;

/** Hosts that the code of a package names, with where the first was seen. Bounded. */
export class NamedHosts {
  readonly #hosts = new Set<string>();
  #first: ReturnType<ScannedText["place"]> | null = null;

  add(host: string, scanned: ScannedText, at: number): void {
    if (this.#hosts.size >= MOST_HOSTS) return;
    this.#first ??= scanned.place(at);
    this.#hosts.add(host.toLowerCase());
  }

  /** Adds one finding that lists them all. */
  report(into: FindingCollector): void {
    if (!this.#first) return;
    const list = [...this.#hosts].toSorted().join(", ");
    into.add({ rule: "code.network", message: `Names hosts: ${list}`, ...this.#first });
  }
}

/** Everything in one piece of Python source that reaches beyond the package itself. `mask` is only called where needed. */
export function scanCalls(
  scanned: ScannedText,
  mask: () => MaskedPython,
  into: FindingCollector,
  hosts: NamedHosts,
): void {
  const { text } = scanned;
  const masked = () => mask().masked;
  scanRules(scanned, masked, into);
  scanPaths(scanned, masked, into);
  for (const { 1: host, index } of text.matchAll(HOST)) {
    if (!into.spend(scanned.path)) break;
    if (host && !inComment(text, masked(), index)) hosts.add(host, scanned, index);
  }
  scanLongLines(scanned, into);
}

function scanRules(scanned: ScannedText, masked: () => string, into: FindingCollector): void {
  const seen = new Set<FindingRule>();
  const imports = new Map<CallRule, number>();
  for (const { from, to } of scanned.windows(callTrigger, () => into.spend(scanned.path))) {
    const part = masked().slice(from, to);
    for (const { rule, message, pattern } of callRules) {
      const at = part.search(pattern);
      if (at === -1) continue;
      seen.add(rule);
      if (into.wants(rule)) into.add({ rule, message, ...scanned.place(from + at) });
      if (rule === "code.eval") reportDecoding(scanned, masked(), from + at, into);
    }
    for (const rule of importRules) if (!imports.has(rule) && rule.pattern.test(part)) imports.set(rule, from);
  }
  for (const [{ rule, message }, at] of imports) {
    if (!seen.has(rule)) into.add({ rule, message, ...scanned.place(at) });
  }
}

/** Code that is decoded a few lines above where it is executed. */
function reportDecoding(scanned: ScannedText, masked: string, at: number, into: FindingCollector): void {
  if (!DECODER.test(masked.slice(Math.max(0, at - 600), at + 300)) || !into.wants("code.obfuscated")) return;
  into.add({ rule: "code.obfuscated", message: "Executes text near to where it decodes some", ...scanned.place(at) });
}

function scanPaths(scanned: ScannedText, masked: () => string, into: FindingCollector): void {
  const { text } = scanned;
  for (const { index } of text.matchAll(SYSTEM_PATH)) {
    if (!into.wants("code.filesystem") || !into.spend(scanned.path)) return;
    // A quote that the mask keeps begins a real string; others lie in comments or in other strings.
    const opens = masked()[index + 1] === IN_STRING || /f/i.test(text[index - 1] ?? "");
    if (masked()[index] !== text[index] || !opens) continue;
    into.add({ rule: "code.filesystem", message: "Names a path outside of the package", ...scanned.place(index) });
  }
}

function scanLongLines(scanned: ScannedText, into: FindingCollector): void {
  const { text } = scanned;
  for (let start = 0; start + LONGEST_LINE < text.length; ) {
    const newline = text.lastIndexOf("\n", start + LONGEST_LINE);
    if (newline >= start) {
      start = newline + 1;
      continue;
    }
    if (!into.wants("code.obfuscated")) return;
    into.add({
      rule: "code.obfuscated",
      message: `A line has more than ${LONGEST_LINE} characters`,
      ...scanned.place(start),
    });
    const end = text.indexOf("\n", start);
    if (end === -1) return;
    start = end + 1;
  }
}
