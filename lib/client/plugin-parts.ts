export const partKinds = { skills: "Skills", commands: "Commands", agents: "Agents", hooks: "Hooks" } as const;
export type PartKind = keyof typeof partKinds;
export type PluginPart = { kind: PartKind; name: string; path: string };

const shapes: Record<PartKind, RegExp> = {
  skills: /^skills\/(?:([^/]+)\/SKILL\.md|([^/]+)\.md)$/,
  commands: /^commands\/([^/]+)\.md$/,
  agents: /^agents\/([^/]+)\.md$/,
  hooks: /^hooks\/([^/]+)\.json$/,
};

function isKind(name: string): name is PartKind {
  return Object.hasOwn(partKinds, name);
}

/** The skills, commands, agents and hooks among the files of a plugin, kind by kind, each by name. */
export function partsOf(paths: readonly string[]): PluginPart[] {
  const parts = paths.flatMap((path): PluginPart[] => {
    const kind = path.split("/", 1)[0] ?? "";
    if (!isKind(kind)) return [];
    const found = shapes[kind].exec(path);
    const name = found?.[1] ?? found?.[2];
    return name ? [{ kind, name, path }] : [];
  });
  const order = Object.keys(partKinds);
  return parts.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

/** A Markdown text without its front matter, which is for programs. */
export function withoutFrontMatter(text: string): string {
  return text.replace(/^\ufeff?---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/, "");
}

/** The README at the top of a plugin; null without one. */
export function readmeOf(files: Readonly<Record<string, string>>): string | null {
  const path = Object.keys(files).find((name) => /^readme\.(?:md|markdown)$/i.test(name));
  return path === undefined ? null : (files[path] ?? null);
}
