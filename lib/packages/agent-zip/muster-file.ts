import { z } from "zod";
import type { YamlValue } from "../read-yaml";
import { type BundleExtras, BundleRefused, MUSTER } from "./bundle";

const names = z.array(z.string().min(1).max(255)).max(200).nullish();

const musterFile = z.object({
  muster: z.literal(1),
  exported: z.json().optional(),
  models: z.array(z.string().min(1).max(200)).max(20).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  "architecture-version": z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,50}$/)
    .nullish(),
  "custom-persona": z.string().max(100_000).nullish(),
  skills: names,
  tools: names,
  plugins: names,
  connections: z
    .array(z.object({ name: z.string().min(1).max(255), engine: z.string().max(50) }))
    .max(200)
    .nullish(),
  package: z.json().optional(),
  redactions: z.array(z.json()).max(5_000).nullish(),
});

export const noExtras: BundleExtras = {
  models: null,
  temperature: null,
  architectureVersion: null,
  customPersona: null,
  skills: [],
  tools: [],
  plugins: [],
  connections: [],
  package: false,
};

/** Reads what `muster.yaml` says. Throws BundleRefused naming the field, also for a newer form than this one. */
export function readMusterFile(value: YamlValue): BundleExtras {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new BundleRefused(MUSTER, "must be a map");
  if (value.muster !== 1) throw new BundleRefused(MUSTER, "muster: only form 1 is read; a newer Muster wrote this");
  const result = musterFile.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new BundleRefused(MUSTER, `${(issue?.path ?? []).join(".")} ${issue?.message ?? "is wrong"}`.trim());
  }
  const { data } = result;
  return {
    models: data.models ?? null,
    temperature: data.temperature ?? null,
    architectureVersion: data["architecture-version"] ?? null,
    customPersona: data["custom-persona"] ?? null,
    skills: data.skills ?? [],
    tools: data.tools ?? [],
    plugins: data.plugins ?? [],
    connections: data.connections ?? [],
    package: typeof data.package === "object" && data.package !== null,
  };
}
