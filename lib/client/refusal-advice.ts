/** What to do about a refusal of contract `submissions` §6, by the beginning of its type. */
const advice = [
  ["archive.not_gzip_tar", "Build the package with the ncp tool; a .ncp file is a gzip-compressed tar archive."],
  ["archive.old_format", "Build it again with a current version of the ncp tool."],
  ["archive.truncated", "The file is damaged or incomplete. Build it again and upload the new file."],
  ["archive.unsafe_path", "Give the entry a path inside the package: no .., no leading slash."],
  ["archive.link_or_device", "Put the file itself into the package instead of a link or device."],
  ["archive.duplicate_path", "Keep one entry of each path."],
  ["archive.multiple_roots", "Put everything below one top folder."],
  ["archive.", "Leave out what the agent does not need, such as caches, data sets and virtual environments."],
  ["manifest.missing", "Add an ncp.toml to the top folder of the package."],
  ["manifest.", "Correct this in ncp.toml and build the package again."],
  ["entry_point.", "Make build.entry_point in ncp.toml name the module and variable that hold the agent."],
] as const;

/** One sentence that says what to do; null for other problems, whose message says it. */
export function refusalAdvice(type: string): string | null {
  return advice.find(([start]) => type.startsWith(start))?.[1] ?? null;
}
