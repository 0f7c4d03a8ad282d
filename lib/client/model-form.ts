import { z } from "zod";
import { modelProblems } from "@/lib/domain/semantic-models/rules";
import { isRecord } from "./is-record";
import { jsonText } from "./json-text";
import { readModelText } from "./model-text";
import type { ResourceOf } from "./resource-queries";

const MOST_PROBLEMS = 5;
const placeWords = (path: readonly (string | number)[]) =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${part}`)).join("") ||
  "The model";

function problemWords(model: unknown): string {
  const problems = modelProblems(model).slice(0, MOST_PROBLEMS);
  return problems.map(({ path, message }) => `${placeWords(path)}: ${message}`).join(" · ");
}

/** Text that must be a model; says what is wrong and where. */
export const semanticModelForm = z.object({
  semanticModel: z.string().transform((text, context) => {
    const read = readModelText(text);
    const said = read.ok ? problemWords(read.value) : read.message;
    if (read.ok && isRecord(read.value) && said === "") return read.value;
    context.addIssue({ code: "custom", message: said });
    return z.NEVER;
  }),
});

const firstModel = {
  name: "",
  description: "",
  tables: [
    {
      name: "orders",
      base_table: { kind: "db", data_connection_engine: "postgres", data_connection_name: "", table: "orders" },
      dimensions: [{ name: "total", expr: "total", data_type: "numeric" }],
    },
  ],
};

/** What the form of a model shows at first. */
export const semanticModelValues = (model: ResourceOf["semantic-data-models"] | null) => ({
  semanticModel: jsonText(model?.semanticModel ?? firstModel),
});
