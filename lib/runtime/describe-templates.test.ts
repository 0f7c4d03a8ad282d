import { expect, test } from "vitest";
import { describeTemplates } from "./describe-templates";

test("every template that comes with Muster says what it is for", async () => {
  const templates = await describeTemplates();
  expect(templates.map(({ name }) => name)).toEqual(["blank", "business-assistant", "research"]);
  for (const { title, description } of templates) expect(title.length * description.length).toBeGreaterThan(50);
  expect(templates.at(-1)).toMatchObject({ cpu: "2", memory: "4g", needs: ["SEARCH_MCP_URL", "SEARCH_KEY"] });
});
