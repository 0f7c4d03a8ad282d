import type { FileSource } from "@/components/packages/file-source";
import { versionPlace } from "@/lib/client/plugin-place";
import type { ReviewedPlugin } from "./plugin-review-room";

/** A version of a plugin as what has files: compared with the version that serves, or with any other. */
export function pluginSource({ history, version }: ReviewedPlugin): FileSource {
  const serving = history.versions.find(({ status }) => status === "approved" && version.status !== "approved");
  const others = history.versions.filter((one) => one.version !== version.version && one !== serving);
  const bases = [
    ...(serving ? [{ value: serving.version, label: `Served: ${serving.version}` }] : []),
    ...others.map((one) => ({ value: one.version, label: `${one.version} (${one.status})` })),
  ];
  const base = bases[0]?.value ?? "";
  const choices = bases.length > 0 ? bases : [{ value: "", label: "Nothing: the first version" }];
  return { what: "plugin", place: versionPlace(history.id, version.version), entryPoint: "", base, bases: choices };
}
