import { isUtf8 } from "node:buffer";
import { FindingCollector } from "../findings/finding";
import { ScannedText } from "../findings/scanned-text";
import { scanSecrets, secretFile } from "../findings/secrets";
import { maskSecrets } from "../mask-secrets";
import { printable } from "../refusal";
import { type PluginFinding, type PluginSeverity, pluginSeverities } from "./plugin-finding";
import { pluginLimits } from "./plugin-limits";
import type { PluginFiles } from "./read-plugin";
import { type ScanRule, scanRules } from "./scan-rules";

const EXCERPT = 200;
// Longer lines are looked at in pieces that overlap, so that no pattern runs over more than this.
const PIECE = 2_000;
const OVERLAP = 400;
const NATIVE_NAME = /\.(?:so(?:\.\d+)*|dll|dylib|exe|pyd|node|wasm)$/i;
const NATIVE_START = ["7f454c46", "4d5a", "cffaedfe", "cefaedfe", "feedface", "feedfacf", "cafebabe", "0061736d"].map(
  (hex) => Buffer.from(hex, "hex"),
);
const FENCE = /^ {0,3}(?:```|~~~)/;
const lowered = new Set(["code_execution", "network", "file_writes"]);

const lower = (severity: PluginSeverity): PluginSeverity =>
  pluginSeverities[Math.min(pluginSeverities.indexOf(severity) + 1, pluginSeverities.length - 1)] ?? "low";

function* piecesOf(line: string): Generator<string> {
  if (line.length <= PIECE) return yield line;
  for (let at = 0; at < line.length; at += PIECE - OVERLAP) yield line.slice(at, at + PIECE);
}

type Place = { file: string; line: number; markdown: boolean; fenced: boolean };

function findingOf({ rule, class: kind, severity }: ScanRule, text: string, place: Place): PluginFinding {
  const { file, line, fenced } = place;
  const weighed = fenced && lowered.has(kind) ? lower(severity) : severity;
  return { class: kind, severity: weighed, file, line, rule, excerpt: printable(maskSecrets(text.trim()), EXCERPT) };
}

function* findingsInLine(text: string, place: Place): Generator<PluginFinding> {
  const code = !place.markdown || place.fenced;
  for (const rule of scanRules) {
    if (rule.code && !code) continue;
    for (const piece of piecesOf(text)) {
      if (!rule.pattern.test(piece)) continue;
      yield findingOf(rule, piece, place);
      break;
    }
  }
}

function* findingsInText(file: string, text: string): Generator<PluginFinding> {
  const markdown = /\.(?:md|markdown|txt)$/i.test(file);
  let fenced = false;
  for (const [i, line] of text.split(/\r\n?|\n/).entries()) {
    if (markdown && FENCE.test(line)) fenced = !fenced;
    yield* findingsInLine(line, { file, line: i + 1, markdown, fenced });
  }
}

function secretsIn(file: string, text: string): PluginFinding[] {
  const into = new FindingCollector(pluginLimits.findings);
  into.beginFile();
  scanSecrets(new ScannedText(file, text, 1), into);
  const named = secretFile(file);
  const drafts = named ? [named, ...into.drafts] : into.drafts;
  return drafts.map(({ rule, line, excerpt }) => {
    return { class: "secrets", severity: "high", file, line: line ?? null, rule, excerpt: excerpt ?? "" };
  });
}

function nativeCode(file: string, bytes: Buffer): PluginFinding | null {
  const native = NATIVE_START.some((start) => bytes.subarray(0, start.length).equals(start) && bytes.includes(0));
  if (!native && !NATIVE_NAME.test(file)) return null;
  return { class: "code_execution", severity: "critical", file, line: null, rule: "exec.native", excerpt: "" };
}

/**
 * What the files of a plugin hold that an admin should see, worst first and at most 1,000. Nothing is executed, and every
 * byte is looked at a bounded number of times.
 */
export function scanPluginFiles(files: PluginFiles): PluginFinding[] {
  const found: PluginFinding[] = [];
  for (const [file, bytes] of files) {
    const native = nativeCode(file, bytes);
    if (native) found.push(native);
    if (!isUtf8(bytes) || bytes.includes(0)) continue;
    const text = bytes.toString("utf8");
    found.push(...secretsIn(file, text));
    for (const finding of findingsInText(file, text)) found.push(finding);
  }
  const rank = ({ severity }: PluginFinding) => pluginSeverities.indexOf(severity);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, pluginLimits.findings);
}
