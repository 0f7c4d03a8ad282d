/** The revisions that `If-Match` accepts, null where it is absent; `*` is any. A weak prefix, and the mark of a live version, are disregarded. */
export function expectedRevs(header: string | null): string[] | null {
  if (header === null) return null;
  return header.split(",").map((part) => {
    const tag = part.trim().replace(/^W\//, "");
    // What stands there without quotes is no tag, and so matches nothing.
    return tag === "*" ? tag : (/^"([^"]*?)(\.live)?"$/.exec(tag)?.[1] ?? `not a tag: ${tag}`);
  });
}
