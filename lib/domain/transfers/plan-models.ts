import type { Tx } from "@/lib/db";
import type { Reader } from "@/lib/domain/query";
import { canonical } from "@/lib/domain/resources/audit-facts";
import { jsonSize } from "@/lib/domain/resources/rules";
import { connectionNamesIn, LARGEST_MODEL, modelHead, modelProblems } from "@/lib/domain/semantic-models/rules";
import { knownConnections, knownModels, takenNames } from "@/lib/domain/transfers/access";
import { freeName, nameBeginning } from "@/lib/domain/transfers/rules";
import { type BundleJson, type BundleModel, BundleRefused, type Omission } from "@/lib/packages/agent-zip/bundle";

const LONGEST_NAME = 255;

/** A model that is there (`id`), or one to be made with this body. */
export type PlannedModel = { id: string | null; name: string; body: BundleJson };

function assertModel({ path, body }: BundleModel): void {
  const [problem] = modelProblems(body);
  if (problem) {
    const steps = problem.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    throw new BundleRefused(path, `${steps.replace(/^\./, "")} ${problem.message}`.trim());
  }
  if (jsonSize(body) > LARGEST_MODEL) throw new BundleRefused(path, "is larger than 5 MiB");
}

/** What a model says, without the id that it had where it came from. */
function content(body: unknown): string {
  const { id: _id, ...rest } = Object(body);
  return canonical(rest);
}

/** The tables of a model that read from connections which are not there. */
function unconnected({ path, body }: BundleModel, known: ReadonlySet<string>): Omission[] {
  const tables: unknown[] = Array.isArray(body.tables) ? body.tables : [];
  const told = new Set<string>();
  const note = (value: unknown, place: string) =>
    connectionNamesIn(value).flatMap((name): Omission[] => {
      if (known.has(name) || told.has(name)) return [];
      told.add(name);
      return [
        { code: "connection_missing", path: path + place, message: `No data connection '${name}' in this tenant.` },
      ];
    });
  return [...tables.flatMap((table, at) => note(table, `#tables[${at}]`)), ...note(body, "#schemas")];
}

/** Finds each model of the package by name and content, or gives it a name of its own. Throws BundleRefused. */
export async function planModels(db: Reader | Tx, workspaceId: string, models: readonly BundleModel[]) {
  for (const model of models) assertModel(model);
  const names = models.map(({ body }) => modelHead(body).name);
  const known = await knownModels(db, workspaceId, names);
  const beginnings = names.map((name) => nameBeginning(name, LONGEST_NAME));
  const taken = await takenNames(db, "SemanticDataModel", workspaceId, beginnings);
  const connected = await knownConnections(
    db,
    workspaceId,
    models.flatMap(({ body }) => connectionNamesIn(body)),
  );
  const connections = new Set(connected.map(({ name }) => name));
  const omissions: Omission[] = models.flatMap((model) => unconnected(model, connections));
  const planned = models.map(({ path, body: sent }): PlannedModel => {
    const { id: _id, ...own } = sent;
    const head = modelHead(own);
    const there = known.find(({ name, body }) => name === head.name && content(body) === content(own));
    const name = there ? there.name : freeName(head.name, taken, LONGEST_NAME);
    taken.add(name);
    if (name !== head.name) {
      const message = `'${head.name}' is taken; the model is called '${name}'.`;
      omissions.push({ code: "renamed", path: `${path}#name`, message });
    }
    return { id: there?.id ?? null, name, body: { ...own, name } };
  });
  return { planned, omissions };
}
