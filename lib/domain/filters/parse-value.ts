import type { FilterFaults, FilterPath } from "@/lib/domain/filters/filter-faults";
import { filterLimits, isCount, parseTime, patternRefusal } from "@/lib/domain/filters/rules";
import type { Field, FieldType, Scalar } from "@/lib/domain/filters/schema";

type Read = { value: Scalar } | { refusal: string };

function readString(value: unknown): Read {
  if (typeof value !== "string") return { refusal: "must be a string" };
  if (value.includes("\0")) return { refusal: "must not contain U+0000" };
  const tooLong = value.length > filterLimits.text && [...value].length > filterLimits.text;
  return tooLong ? { refusal: `must have at most ${filterLimits.text} characters` } : { value };
}

const readers: Record<FieldType, (value: unknown, field: Field) => Read> = {
  id: (value) => (typeof value === "string" ? { value } : { refusal: "must be a string" }),
  string: readString,
  boolean: (value) => (typeof value === "boolean" ? { value } : { refusal: "must be true or false" }),
  integer: (value) => (isCount(value) ? { value } : { refusal: "must be an integer from 0 to 2147483647" }),
  time: (value) => {
    const time = typeof value === "string" ? parseTime(value) : null;
    return time === null ? { refusal: "must be an ISO 8601 time" } : { value: time };
  },
  enum: (value, { literals = [] }) => {
    const known = literals.find((literal) => literal === value);
    return known === undefined ? { refusal: `must be one of ${literals.join(", ")}` } : { value: known };
  },
};

/** A value of the field's type, or null after noting the fault. */
export function readValue(faults: FilterFaults, field: Field, value: unknown, path: FilterPath): Scalar | null {
  const read = readers[field.type](value, field);
  if ("value" in read) return read.value;
  faults.add(path, read.refusal);
  return null;
}

/** The values of an `in`; faults are noted. */
export function readList(faults: FilterFaults, field: Field, value: unknown, path: FilterPath): Scalar[] {
  if (!Array.isArray(value)) {
    faults.add(path, "must be an array of values");
    return [];
  }
  if (value.length > filterLimits.list) {
    faults.add(path, `${value.length} values; at most ${filterLimits.list}`);
    return [];
  }
  return value.flatMap((one: unknown, i) => {
    if (one !== null) return readValue(faults, field, one, [...path, i]) ?? [];
    faults.add([...path, i], "null is not allowed here; use isNull");
    return [];
  });
}

/** A LIKE pattern, or null after noting the fault. */
export function readPattern(faults: FilterFaults, field: Field, value: unknown, path: FilterPath): string | null {
  const text = readValue(faults, field, value, path);
  if (typeof text !== "string") return null;
  const refusal = patternRefusal(text);
  if (refusal === null) return text;
  faults.add(path, refusal);
  return null;
}
