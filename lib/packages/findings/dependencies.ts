import { maskSecrets } from "../mask-secrets";
import { printable } from "../refusal";
import type { Requirement } from "../requirements";
import type { FindingDraft, FindingRule } from "./finding";

const ABOUT: Readonly<Record<Exclude<Requirement["kind"], "pinned">, readonly [FindingRule, string]>> = {
  url: ["dependency.url", "Installs from an address or path; the line is skipped"],
  option: ["dependency.option", "Passes an option to the installer; the line is skipped"],
  unreadable: ["dependency.option", "Is not a requirement that can be read; the line is skipped"],
  unpinned: ["dependency.unpinned", "Has no exact version (==), so another one may be installed next time"],
  platform: ["dependency.platform", "Is provided by the platform; the line is skipped"],
};

// An address may carry a user's password.
const withoutUser = (text: string) => text.replace(/:\/\/[^/@\s]{1,200}@/g, "://••••@");

/** What the reviewer should know about each requirement. */
export function requirementFindings(requirements: readonly Requirement[]): FindingDraft[] {
  return requirements.flatMap(({ kind, text, file, line }) => {
    if (kind === "pinned") return [];
    const [rule, message] = ABOUT[kind];
    return [{ rule, message, path: file, line, excerpt: printable(maskSecrets(withoutUser(text))) }];
  });
}

/** At most one finding for the system packages that the author would like; `text` is `apt-requirements.txt`. */
export function systemPackages(path: string, text: string): FindingDraft[] {
  const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim());
  const line = lines.findIndex((name) => name !== "");
  if (line === -1) return [];
  const names = lines.filter((name) => name !== "");
  const message = "Asks for system packages, which are never installed";
  return [{ rule: "dependency.system", message, path, line: line + 1, excerpt: printable(names.join(", ")) }];
}

/** A wheel in the package: it is installed, but what is in it was not scanned. */
export const bundledWheel = (path: string): FindingDraft => ({
  rule: "dependency.bundled",
  message: "Is installed from the package itself; what is inside was not scanned",
  path,
});
