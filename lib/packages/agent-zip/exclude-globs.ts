const MOST_GLOBS = 100;
const LONGEST_GLOB = 200;
const MOST_PARTS = 20;

/** Whether a name matches a pattern with `*` and `?`, in time of their product at most. */
function matchesName(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < name.length) {
    if (pattern[at] === "*") [star, mark, at] = [at, from, at + 1];
    else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === name[from]))
      [at, from] = [at + 1, from + 1];
    else if (star !== -1) [at, from, mark] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether the parts of a path match those of a glob, `**` standing for any number of them. */
function matchesParts(glob: readonly string[], path: readonly string[]): boolean {
  // reached[i]: the glob so far matches the first i parts of the path.
  let reached = [true, ...path.map(() => false)];
  for (const part of glob) {
    const next: boolean[] = [part === "**" && reached[0] === true];
    path.forEach((name, at) => {
      const goesOn =
        part === "**" ? next[at] === true || reached[at + 1] === true : reached[at] && matchesName(part, name);
      next.push(goesOn === true);
    });
    reached = next;
  }
  return reached.at(-1) === true;
}

/** What is wrong with the `exclude` of a package, null when nothing is. */
export function globsFault(globs: readonly string[]): string | null {
  if (globs.length > MOST_GLOBS) return `may hold at most ${MOST_GLOBS} patterns`;
  const bad = globs.find((glob) => glob.length > LONGEST_GLOB || glob.split("/").length > MOST_PARTS);
  return bad === undefined ? null : `may hold patterns of at most ${LONGEST_GLOB} characters and ${MOST_PARTS} parts`;
}

/** A judge of paths by the globs of `exclude`: `./.git/**`, `./**\/.env`, `*.zip`. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  const parted = globs.map((glob) => glob.replace(/^\.?\/+/, "").split("/"));
  return (path) => {
    const parts = path.split("/");
    return parted.some((glob) => matchesParts(glob, parts));
  };
}
