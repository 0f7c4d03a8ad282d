/** Bytes of JSON. */
export const LARGEST_MODEL = 5 * 1024 * 1024;
export const DEEPEST_MODEL = 20;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 5_000;
const CONNECTION_KEY = "data_connection_name";

export type Path = (string | number)[];
/** What is wrong at one place of a model. */
export type ModelProblem = { path: Path; message: string };
type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const lengthOf = (text: string) => [...text].length;

/** How far a value is nested; whatever lies deeper than the limit counts as one level more. */
export function nestingOf(value: unknown, deepest = DEEPEST_MODEL): number {
  if (typeof value !== "object" || value === null) return 0;
  if (deepest === 0) return 1;
  return 1 + Math.max(0, ...Object.values(value).map((inner) => nestingOf(inner, deepest - 1)));
}

/** Every value under a key that names a data connection, at any depth. */
function* connectionPlaces(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  if (typeof value !== "object" || value === null) return;
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, inner] of entries) {
    if (key === CONNECTION_KEY) yield { path: [...path, key], value: inner };
    else yield* connectionPlaces(inner, [...path, key]);
  }
}

/** The names of the data connections that a model reads from, each once, in the order of the model. */
export function connectionNamesIn(model: unknown): string[] {
  const found = [...connectionPlaces(model)].flatMap(({ value }) =>
    typeof value === "string" && value ? [value] : [],
  );
  return [...new Set(found)];
}

/** The model with other names of data connections; names that are not in the map stay. */
export function withConnectionNames<T>(model: T, names: ReadonlyMap<string, string>): T {
  const renamed = (key: string, value: unknown): unknown => {
    if (key === CONNECTION_KEY && typeof value === "string") return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map((inner) => renamed("", inner));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, held]) => [inner, renamed(inner, held)]));
  };
  return renamed("", model) as T;
}

function textProblems(model: Fields): ModelProblem[] {
  const { name, description, source } = model;
  const problems: ModelProblem[] = [];
  if (name === undefined) problems.push({ path: ["name"], message: "required" });
  else if (typeof name !== "string" || name.trim() === "") {
    problems.push({ path: ["name"], message: "must be a text that is not empty" });
  } else if (lengthOf(name) > LONGEST_NAME || !/^\P{Cc}*$/u.test(name)) {
    problems.push({ path: ["name"], message: `must be one line of at most ${LONGEST_NAME} characters` });
  }
  if (description != null && (typeof description !== "string" || lengthOf(description) > LONGEST_DESCRIPTION)) {
    problems.push({ path: ["description"], message: `must be a text of at most ${LONGEST_DESCRIPTION} characters` });
  }
  if (source != null && (typeof source !== "string" || lengthOf(source) > LONGEST_NAME)) {
    problems.push({ path: ["source"], message: `must be a text of at most ${LONGEST_NAME} characters` });
  }
  return problems;
}

function listProblems(model: Fields): ModelProblem[] {
  const lists = ["tables", "schemas"].filter((key) => model[key] != null);
  const wrong = lists.filter((key) => !Array.isArray(model[key]));
  if (wrong.length > 0) return wrong.map((key) => ({ path: [key], message: "must be a list" }));
  const filled = lists.some((key) => Array.isArray(model[key]) && model[key].length > 0);
  return filled ? [] : [{ path: ["tables"], message: "a model needs at least one table or one schema" }];
}

function tableProblems(tables: unknown): ModelProblem[] {
  if (!Array.isArray(tables)) return [];
  const seen = new Map<string, number>();
  return tables.flatMap((table: unknown, i): ModelProblem[] => {
    if (!isObject(table)) return [{ path: ["tables", i], message: "must be an object" }];
    const { name } = table;
    if (name == null) return [];
    if (typeof name !== "string") return [{ path: ["tables", i, "name"], message: "must be a text" }];
    const first = seen.get(name);
    seen.set(name, first ?? i);
    if (first === undefined) return [];
    return [{ path: ["tables", i, "name"], message: `tables[${first}] has this name already` }];
  });
}

/** Everything that keeps a value from being a semantic data model, place by place; keys that Muster does not know are fine. */
export function modelProblems(model: unknown): ModelProblem[] {
  if (!isObject(model)) return [{ path: [], message: "must be an object" }];
  if (nestingOf(model) > DEEPEST_MODEL) return [{ path: [], message: `is nested deeper than ${DEEPEST_MODEL}` }];
  const named = [...connectionPlaces(model)].filter(({ value }) => value !== null && typeof value !== "string");
  return [
    ...textProblems(model),
    ...listProblems(model),
    ...tableProblems(model.tables),
    ...named.map(({ path }) => ({ path, message: "must be the name of a data connection" })),
  ];
}

/** What the list and the page call a model; only of values without problems. */
export function modelHead(model: unknown): { name: string; description: string; source: string } {
  const { name, description, source } = isObject(model) ? model : {};
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return { name: text(name, ""), description: text(description, ""), source: text(source, "muster") };
}
