import { z } from "zod";

export const searchHit = z.strictObject({
  type: z.enum(["agent", "package", "plugin", "persona", "person", "workspace", "setting"]),
  id: z.string(),
  title: z.string(),
  subtitle: z.string(),
  link: z.string(),
});
export type SearchHit = z.infer<typeof searchHit>;
export const searchResult = z.strictObject({ data: z.array(searchHit) });
export const searchQuery = z.strictObject({ q: z.string().trim().min(1).max(100) });
