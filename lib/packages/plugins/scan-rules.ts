import type { PluginClass, PluginSeverity } from "./plugin-finding";

export type ScanRule = {
  rule: string;
  class: PluginClass;
  severity: PluginSeverity;
  /** Looked for in code alone: scripts, hooks and fenced code. */
  code?: true;
  pattern: RegExp;
};

const shell = String.raw`(?:sudo\s{1,5})?(?:ba|z|da|k)?sh\b`;

/** Every repetition is bounded: a line costs the same, whatever it holds. */
export const scanRules: readonly ScanRule[] = [
  {
    rule: "exec.download",
    class: "code_execution",
    severity: "critical",
    pattern: new RegExp(
      String.raw`\b(?:curl|wget)\b[^|\n]{0,300}\|\s{0,5}(?:${shell}|python3?\b|node\b)|\biex\b.{0,60}(?:DownloadString|\biwr\b)`,
      "i",
    ),
  },
  {
    rule: "exec.decoded",
    class: "code_execution",
    severity: "critical",
    pattern: new RegExp(
      String.raw`base64\s{1,5}(?:-d|-D|--decode)\b[^|\n]{0,100}\|\s{0,5}${shell}|\b(?:eval|exec)\s{0,3}\(\s{0,3}(?:atob|base64\.b64decode|Buffer\.from)\b`,
    ),
  },
  {
    rule: "exec.shell",
    class: "code_execution",
    severity: "high",
    pattern:
      /\b(?:os\.system|subprocess\.(?:run|Popen|call|check_output|check_call)|child_process|execSync|spawnSync|getRuntime\(\)\.exec)\b|\b(?:ba|z|da)?sh\s{1,3}-c\b|\b(?:python3?|node|perl|ruby)\s{1,3}-[ce]\b/,
  },
  {
    rule: "exec.dynamic",
    class: "code_execution",
    severity: "high",
    pattern: /\b(?:eval|exec)\(|\bnew\s{1,3}Function\(/,
  },
  {
    rule: "net.metadata",
    class: "network",
    severity: "critical",
    pattern: /\b169\.254\.169\.254\b|\bmetadata\.google\.internal\b|\bfd00:ec2::254\b|\b100\.100\.100\.200\b/i,
  },
  {
    rule: "net.address",
    class: "network",
    severity: "high",
    pattern: /\bhttps?:\/\/(?!127\.0\.0\.1\b)(?:\d{1,3}\.){3}\d{1,3}\b|\bhttps?:\/\/\[[0-9a-f:]{3,45}\]/i,
  },
  {
    rule: "net.client",
    class: "network",
    severity: "medium",
    code: true,
    pattern:
      /\b(?:curl|wget|Invoke-WebRequest|axios|urllib\.request|http\.client|requests\.(?:get|post|put))\b|\bfetch\(/,
  },
  { rule: "net.url", class: "network", severity: "medium", code: true, pattern: /\bhttps?:\/\/[a-z0-9-]{1,63}\./i },
  {
    rule: "file.outside",
    class: "file_writes",
    severity: "high",
    pattern:
      /\brm\s{1,3}-[rf]{1,3}\s{1,3}[/~]|(?:>{1,2}|\btee)\s{0,3}(?:\/(?:etc|usr|root|home|var)\b|~\/)|\bopen\(\s{0,3}["'](?:\/|~|\.\.\/)[^"'\n]{0,200}["']\s{0,3},\s{0,3}["'][wax]/,
  },
  {
    rule: "file.write",
    class: "file_writes",
    severity: "medium",
    pattern:
      /\b(?:chmod|chown|rmtree|writeFileSync|writeFile|rmSync|unlinkSync|os\.remove)\b|\brm\s{1,3}-[a-z]|\bopen\([^)\n]{0,200},\s{0,3}["'][wax]/,
  },
  {
    rule: "inject.override",
    class: "prompt_injection",
    severity: "high",
    pattern:
      /\b(?:ignore|disregard|forget|override)\s{1,3}(?:all\s{1,3})?(?:of\s{1,3})?(?:(?:the|your|any)\s{1,3})?(?:previous|prior|earlier|above|system)\s{1,3}(?:instructions?|prompts?|rules|messages?)\b/i,
  },
  {
    rule: "inject.hide",
    class: "prompt_injection",
    severity: "critical",
    pattern:
      /\b(?:do\s{0,2}not|don't|never)\s{1,3}(?:tell|inform|mention\s{1,3}(?:this|it)\s{1,3}to|reveal\s{1,3}(?:this|it)\s{1,3}to|show)\s{1,3}(?:this\s{1,3}(?:to\s{1,3})?)?(?:the\s{1,3})?users?\b|\bwithout\s{1,3}(?:the\s{1,3})?users?(?:'s)?\s{1,3}(?:knowledge|knowing|noticing)\b/i,
  },
  {
    rule: "inject.reveal",
    class: "prompt_injection",
    severity: "high",
    pattern:
      /\b(?:reveal|print|output|repeat|send|leak)\s{1,3}(?:me\s{1,3})?(?:all\s{1,3})?(?:your|the)\s{1,3}(?:system\s{1,3}prompts?|hidden\s{1,3}instructions?|api\s{1,3}keys?|credentials|secrets|passwords)\b/i,
  },
  { rule: "inject.tags", class: "prompt_injection", severity: "critical", pattern: /[\u{e0001}-\u{e007f}]/u },
  {
    rule: "inject.invisible",
    class: "prompt_injection",
    severity: "high",
    pattern: /[\u200b\u2060\u2062-\u2064\u202a-\u202e\u2066-\u2069]|.\ufeff/u,
  },
];
