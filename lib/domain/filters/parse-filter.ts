import { FilterFaults, type FilterPath } from "@/lib/domain/filters/filter-faults";
import { isObject, readField } from "@/lib/domain/filters/parse-operators";
import { filterLimits } from "@/lib/domain/filters/rules";
import { type Condition, everything, not, type Relation, type Vocabulary } from "@/lib/domain/filters/schema";

const junctions = new Map<string, "AND" | "OR" | "NOT">(
  (["AND", "OR", "NOT"] as const).flatMap((name) =>
    [name, name.toLowerCase(), `_${name.toLowerCase()}`].map((spelling): [string, typeof name] => [spelling, name]),
  ),
);

type Reading = { faults: FilterFaults; vocabulary: Vocabulary };

function readJunction(reading: Reading, key: string, value: unknown, path: FilterPath, depth: number): Condition {
  const elements: [unknown, FilterPath][] = Array.isArray(value)
    ? value.map((one: unknown, i) => [one, [...path, i]])
    : [[value, path]];
  const parts = elements.map(([one, at]) => readFilter(reading, one, at, depth + 1));
  const junction = junctions.get(key);
  if (junction === "AND") return { kind: "all", parts };
  return junction === "OR" ? { kind: "any", parts } : not({ kind: "any", parts });
}

/** A filter over a relation's own fields. */
function readPlain(reading: Reading, relation: Relation, value: unknown, path: FilterPath, depth: number): Condition {
  if (isObject(value) && Object.keys(value).length === 0) reading.faults.leaves += 1;
  const vocabulary = { fields: relation.fields, relations: new Map() };
  return readFilter({ ...reading, vocabulary }, value, path, depth + 1);
}

type Place = { reading: Reading; relation: Relation; path: FilterPath; depth: number };

function readOne({ reading, relation, path, depth }: Place, value: unknown): Condition {
  const related = (quantifier: "some" | "none", plain: unknown, at: FilterPath): Condition => {
    if (plain !== null) {
      return { kind: "related", relation, quantifier, where: readPlain(reading, relation, plain, at, depth) };
    }
    reading.faults.leaves += 1;
    return { kind: "related", relation, quantifier: quantifier === "some" ? "none" : "some", where: everything };
  };
  if (!isObject(value) || !("is" in value || "isNot" in value)) return related("some", value, path);
  const parts = Object.entries(value).map(([key, plain]) => {
    if (key !== "is" && key !== "isNot") return reading.faults.add([...path, key], "use is or isNot");
    return related(key === "is" ? "some" : "none", plain, [...path, key]);
  });
  return { kind: "all", parts };
}

function readMany({ reading, relation, path, depth }: Place, value: unknown): Condition {
  if (!isObject(value)) return reading.faults.add(path, "use some, every or none");
  const parts = Object.entries(value).map(([key, plain]): Condition => {
    const at = [...path, key];
    if (key !== "some" && key !== "every" && key !== "none") return reading.faults.add(at, "use some, every or none");
    return { kind: "related", relation, quantifier: key, where: readPlain(reading, relation, plain, at, depth) };
  });
  return { kind: "all", parts };
}

function readMember(reading: Reading, key: string, value: unknown, path: FilterPath, depth: number): Condition {
  if (junctions.has(key)) return readJunction(reading, key, value, path, depth);
  const { faults, vocabulary } = reading;
  const field = vocabulary.fields.get(key);
  if (field) return readField(faults, field, value, path);
  const relation = vocabulary.relations.get(key);
  if (!relation) return faults.add(path, "unknown field");
  const place = { reading, relation, path, depth };
  return relation.many ? readMany(place, value) : readOne(place, value);
}

function readFilter(reading: Reading, value: unknown, path: FilterPath, depth: number): Condition {
  if (depth > filterLimits.depth) return reading.faults.add(path, `nested deeper than ${filterLimits.depth}`);
  if (!isObject(value)) return reading.faults.add(path, "must be an object");
  const members = Object.entries(value);
  return { kind: "all", parts: members.map(([key, one]) => readMember(reading, key, one, [...path, key], depth)) };
}

function parseJson(faults: FilterFaults, text: string): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes > filterLimits.bytes) faults.add(["filter"], `${bytes} bytes; at most ${filterLimits.bytes}`);
  faults.assertNone();
  try {
    return JSON.parse(text);
  } catch {
    faults.add(["filter"], "not valid JSON");
    return faults.assertNone();
  }
}

/** The condition that a filter's JSON says, in words of the whitelist alone. Throws `invalid_filter` with up to 10 faults. */
export function parseFilter(vocabulary: Vocabulary, text: string): Condition {
  const faults = new FilterFaults();
  const condition = readFilter({ faults, vocabulary }, parseJson(faults, text), ["filter"], 1);
  if (faults.leaves > filterLimits.leaves)
    faults.add(["filter"], `${faults.leaves} conditions; at most ${filterLimits.leaves}`);
  faults.assertNone();
  return condition;
}
