import type { z } from "zod";

type Def = { type: string; catchall?: { _zod: { def: { type: string } } }; [part: string]: unknown };

const isSchema = (value: unknown): value is z.ZodType => typeof value === "object" && value !== null && "_zod" in value;

function partsOf(value: unknown): z.ZodType[] {
  if (isSchema(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== "object" || value === null) return [];
  const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  return plain ? Object.values(value).flatMap(partsOf) : [];
}

/** Places in a schema where objects let unknown keys through. */
export function looseObjects(schema: z.ZodType, place = "reply", seen = new Set<z.ZodType>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Def;
  const catchall = def.catchall?._zod.def.type;
  const loose = def.type === "object" && catchall !== undefined && catchall !== "never";
  const inner = Object.entries(def).flatMap(([name, part]) =>
    partsOf(name === "shape" ? Object.values(def.shape as object) : part).flatMap((one) =>
      looseObjects(one, `${place}.${name}`, seen),
    ),
  );
  return loose ? [place, ...inner] : inner;
}
