export const pluginClasses = ["code_execution", "network", "file_writes", "prompt_injection", "secrets"] as const;
export const pluginSeverities = ["critical", "high", "medium", "low"] as const;
export const pluginVerdicts = ["safe", "review_required", "blocked"] as const;

export type PluginClass = (typeof pluginClasses)[number];
export type PluginSeverity = (typeof pluginSeverities)[number];
export type PluginVerdict = (typeof pluginVerdicts)[number];

/** Something that an admin should know before approving; `excerpt` is the line without its secrets. */
export type PluginFinding = {
  class: PluginClass;
  severity: PluginSeverity;
  file: string;
  line: number | null;
  rule: string;
  excerpt: string;
};

const weight: Record<PluginSeverity, number> = { critical: 40, high: 15, medium: 5, low: 1 };

/** 0 to 100. */
export function riskScore(findings: readonly PluginFinding[]): number {
  return Math.min(
    100,
    findings.reduce((sum, { severity }) => sum + weight[severity], 0),
  );
}

/** What a finished scan says: one critical finding blocks; one high or five medium ones want a closer look. */
export function verdictOf(findings: readonly PluginFinding[]): PluginVerdict {
  const count = (severity: PluginSeverity) => findings.filter((finding) => finding.severity === severity).length;
  if (count("critical") > 0) return "blocked";
  return count("high") > 0 || count("medium") >= 5 ? "review_required" : "safe";
}
