import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { invalidField } from "@/lib/domain/faults";
import { fetchRepository, parseRepository, RepositoryFault } from "@/lib/outbound/fetch-repository";
import { parseTemplateFile, TEMPLATE_FILE, TemplateFault, type TemplateFile } from "./template-file";

/** A template that can be used: its reference as it is kept, what its `template.yaml` says, and its files. */
export type OpenTemplate = {
  reference: string;
  githubRepo: string | null;
  file: TemplateFile | null;
  files: Record<string, string>;
};

const folder = () => resolve(process.cwd(), "lib/runtime/templates");

/** Names of the templates that come with Muster, sorted. */
export async function localTemplates(): Promise<string[]> {
  const entries = await readdir(folder(), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function openLocal(name: string): Promise<OpenTemplate> {
  const known = await localTemplates();
  if (!known.includes(name)) {
    const message = `there is no template '${name.slice(0, 100)}'; choose ${known.join(", ")} or github:Org/repo`;
    throw invalidField("template", message);
  }
  const names = (await readdir(join(folder(), name), { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(names.map((entry) => readFile(join(folder(), name, entry.name), "utf8")));
  const files = Object.fromEntries(names.map((entry, i) => [entry.name, texts[i] ?? ""]));
  return { reference: name, githubRepo: null, file: fileOf(files), files };
}

function fileOf(files: Record<string, string>): TemplateFile | null {
  const text = Object.hasOwn(files, TEMPLATE_FILE) ? files[TEMPLATE_FILE] : undefined;
  return text === undefined ? null : parseTemplateFile(Buffer.from(text));
}

async function openRepository(text: string, field: string): Promise<OpenTemplate> {
  const repository = parseRepository(text);
  if (!repository) throw invalidField(field, "must be Org/repo, with @branch, @tag or @commit if need be");
  const { owner, name } = repository;
  const files = await fetchRepository(repository);
  return { reference: `github:${text}`, githubRepo: `${owner}/${name}`, file: fileOf(files), files };
}

/**
 * Opens `name`, `local:name` or `github:Org/repo[@ref]`; the latter is fetched anew each time. `field` is what a fault is
 * about. Throws `invalid` for a template that is unknown or cannot be read.
 */
export async function openTemplate(reference: string, field = "template"): Promise<OpenTemplate> {
  try {
    if (reference.startsWith("github:")) return await openRepository(reference.slice("github:".length), field);
    return await openLocal(reference.replace(/^local:/, ""));
  } catch (error) {
    if (error instanceof TemplateFault) throw invalidField(field, error.message);
    if (error instanceof RepositoryFault) throw invalidField(field, `the repository ${error.message}`);
    throw error;
  }
}
