import type { VersionFinding } from "@/lib/contracts/console/wire/plugin";
import { findingSentence } from "@/lib/packages/plugins/finding-sentences";
import type { PluginFinding } from "@/lib/packages/plugins/plugin-finding";

/** A finding as reviewers read it; its id holds within the scan. */
export function toVersionFinding(found: PluginFinding, index: number): VersionFinding {
  const { class: group, severity, file: path, line, rule, excerpt } = found;
  return { id: String(index), group, rule, severity, path, line, message: findingSentence(rule), excerpt };
}
