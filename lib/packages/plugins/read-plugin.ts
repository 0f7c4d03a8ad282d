import { pluginBlock, tokenEstimate } from "./plugin-block";
import { pluginLimits } from "./plugin-limits";
import { type PluginManifest, parseDependency, readPluginManifest } from "./plugin-manifest";
import { PluginRefused } from "./plugin-refused";
import { pluginText } from "./plugin-text";

/** A plugin's files by path, in the order of the archive. */
export type PluginFiles = ReadonlyMap<string, Buffer>;
export type PluginPart = { name: string; description: string; path: string };
export type PluginContents = Record<"skills" | "commands" | "agents" | "hooks", PluginPart[]>;
export type PluginReading = {
  manifest: PluginManifest;
  contents: PluginContents;
  dependencies: { slug: string; range: string }[];
  tokenEstimate: number;
};

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The files without the one folder that holds everything, if there is one. Throws PluginRefused without manifest. */
export function withoutTopFolder(files: PluginFiles): PluginFiles {
  if (files.has("manifest.json")) return files;
  const [first = ""] = files.keys();
  const top = `${first.split("/", 1)[0]}/`;
  const inside = [...files.keys()].every((path) => path.startsWith(top));
  if (!inside || !files.has(`${top}manifest.json`)) {
    throw new PluginRefused("'manifest.json' is missing: at the root, or in the one folder that holds everything");
  }
  return new Map([...files].map(([path, bytes]) => [path.slice(top.length), bytes]));
}

type Kind = keyof PluginContents;
const extension: Record<Kind, string> = { skills: ".md", commands: ".md", agents: ".md", hooks: ".json" };
const kinds = ["skills", "commands", "agents", "hooks"] as const;

/** The places at which a part of that name may lie. */
function placesOf(kind: Kind, name: string): string[] {
  const file = `${kind}/${name}${extension[kind]}`;
  return kind === "skills" ? [`skills/${name}/SKILL.md`, file] : [file];
}

/** The names that the folders give, in byte order. */
function foundNames(files: PluginFiles, kind: Kind): string[] {
  const names = [...files.keys()].flatMap((path) => {
    const [folder, name = "", last, more] = path.split("/");
    if (folder !== kind || more !== undefined) return [];
    if (last !== undefined) return kind === "skills" && last === "SKILL.md" ? [name] : [];
    return name.endsWith(extension[kind]) ? [name.slice(0, -extension[kind].length)] : [];
  });
  return [...new Set(names)].sort(byBytes);
}

type Placed = PluginPart & { text: string };

function placed(files: PluginFiles, kind: Kind, name: string): Placed {
  const path = placesOf(kind, name).find((place) => files.has(place));
  const bytes = path === undefined ? undefined : files.get(path);
  if (path === undefined || !bytes) throw new PluginRefused(`contents.${kind} names '${name}', which has no file`);
  if (bytes.length > pluginLimits.textBytes) throw new PluginRefused(`'${path}' is larger than 256 KiB`);
  if (kind === "hooks") return { name, description: "", path, text: "" };
  const { name: own, description, text } = pluginText(path, bytes);
  return { name: kind === "skills" ? (own ?? name) : name, description, path, text };
}

/** The skills and commands of a plugin with their texts, as prompts hold them. */
export function pluginTexts(files: PluginFiles, contents: Pick<PluginContents, "skills" | "commands">) {
  const textOf = ({ name, path }: PluginPart) => {
    const bytes = files.get(path);
    if (!bytes) throw new PluginRefused(`'${path}' is missing`);
    return { name, text: pluginText(path, bytes).text };
  };
  return { skills: contents.skills.map(textOf), commands: contents.commands.map(textOf) };
}

/** What a plugin's files say, given without their top folder. Throws PluginRefused for what breaks a rule. */
export function readPlugin(files: PluginFiles): PluginReading {
  const manifest = readPluginManifest(files.get("manifest.json") ?? Buffer.alloc(0));
  const all = kinds.map((kind) => {
    const names = manifest.contents?.[kind] ?? foundNames(files, kind);
    return names.map((name) => placed(files, kind, name));
  });
  const [skills = [], commands = [], agents = [], hooks = []] = all;
  const count = all.flat().length;
  if (count > pluginLimits.parts)
    throw new PluginRefused(`it has ${count} skills, commands, agents and hooks; at most 200`);
  const told = ({ name, description, path }: Placed): PluginPart => ({ name, description, path });
  const contents = {
    skills: skills.map(told),
    commands: commands.map(told),
    agents: agents.map(told),
    hooks: hooks.map(told),
  };
  const dependencies = new Map(
    manifest.dependencies.flatMap((text) => {
      const parsed = parseDependency(text);
      return parsed ? [[parsed.slug, parsed] as const] : [];
    }),
  );
  const block = pluginBlock(manifest.slug, skills, commands);
  return {
    manifest,
    contents,
    dependencies: [...dependencies.values()],
    tokenEstimate: manifest.token_estimate ?? tokenEstimate(block),
  };
}
