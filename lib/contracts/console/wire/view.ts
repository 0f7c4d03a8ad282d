import { z } from "zod";
import { LONGEST_VIEW_NAME, LONGEST_VIEW_QUERY, MOST_VIEW_COLUMNS, viewPages } from "@/lib/domain/views/rules";
import { optionalParameter, orderParameter, pageOf, pageParameters, person, searchText } from "./list";
import { line } from "./sign-in";

const page = z.enum(viewPages);
const bytes = (text: string) => new TextEncoder().encode(text).length;
const search = z
  .string()
  .refine((text) => bytes(text) <= LONGEST_VIEW_QUERY, `at most ${LONGEST_VIEW_QUERY} bytes`)
  .regex(/^\P{Cc}*$/u, "must be one line of text")
  .describe("The page's search as it stands in its address, without the question mark");
const columns = z
  .array(z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/, "must be the name of a column"))
  .max(MOST_VIEW_COLUMNS)
  .refine((names) => new Set(names).size === names.length, "a column appears twice");

export const savedView = z.strictObject({
  id: z.string(),
  page,
  name: z.string(),
  query: z.string(),
  columns: z.array(z.string()),
  shared: z.boolean().describe("Readable in the workspace"),
  default: z.boolean().describe("Whether the page opens with it for the caller"),
  owner: person,
  rev: z.number().int(),
});
export type SavedView = z.infer<typeof savedView>;
export const viewPage = pageOf(savedView);

export const newView = z.strictObject({
  page,
  name: line(LONGEST_VIEW_NAME),
  query: search,
  columns: columns.default([]),
  shared: z.boolean().default(false),
  default: z.boolean().default(false),
});
export const viewChanges = z.strictObject({
  name: line(LONGEST_VIEW_NAME).optional(),
  query: search.optional(),
  columns: columns.optional(),
  shared: z.boolean().optional(),
  default: z.boolean().optional(),
});
export const viewParams = z.strictObject({ view: z.string().max(60) });
export const viewQuery = z.strictObject({
  ...pageParameters,
  orderBy: orderParameter,
  page: optionalParameter(page).describe("Views of one page"),
  q: searchText,
});
