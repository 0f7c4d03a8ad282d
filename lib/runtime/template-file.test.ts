import { describe, expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { parseTemplateFile, TemplateFault } from "./template-file";

const read = (text: string) => parseTemplateFile(Buffer.from(text));
const least = "name: a\ndisplay_name: A\ndescription: What it does\nresources: {cpu: 2, memory: 4g}\n";

describe("template.yaml", () => {
  test("is read as documented; numbers of CPUs are texts, unknown keys are passed over", () => {
    const text = `${least}version: "1.2.0"
capabilities: [web-search, {name: summarise, description: Short}]
credentials: {env_file: [SEARCH_KEY], mcp_servers: {search: {env_vars: [SEARCH_KEY]}}}
shared_folders: {expose: true}
something: {else: 1}
`;
    expect(read(text)).toMatchObject({
      name: "a",
      resources: { cpu: "2", memory: "4g" },
      capabilities: ["web-search", { name: "summarise", description: "Short" }],
      credentials: { env_file: ["SEARCH_KEY"], mcp_servers: { search: { env_vars: ["SEARCH_KEY"] } } },
      shared_folders: { expose: true },
    });
    expect(read(text)).not.toHaveProperty("something");
  });

  test.each([
    ["a missing key", "name: a\n", /display_name/],
    ["a memory that is none", least.replace("4g", "5g"), /resources\.memory: must be one of/],
    ["a name of a variable that is none", `${least}credentials: {env_file: ["A B"]}`, /credentials\.env_file\.0/],
    ["an alias", `${least}x: &x [1]\ny: *x\n`, /anchors, aliases or tags/],
    ["an anchor", `${least}x: &x [1]\n`, /anchors, aliases or tags/],
    ["a tag", `${least}x: !!js/function y\n`, /anchors, aliases or tags/],
    ["a known tag", `${least}x: !!str y\n`, /anchors, aliases or tags/],
    ["a double key", `${least}name: b\n`, /line 5, column 1: .*unique/],
    ["damage", "name: [a\n", /line \d+, column \d+/],
    ["a list", "- a\n", /the document/],
    ["nothing", "", /the document/],
    ["flow levels", `x: ${"[".repeat(10_000)}`, /nested too deeply/],
    ["dashes", `${"- ".repeat(5_000)}x`, /nested too deeply/],
    [
      "indents",
      Array.from({ length: 1_000 }, (_, i) => `${" ".repeat(i)}a:`)
        .join("\n")
        .slice(0, 60_000),
      /too deeply/,
    ],
    ["size", `x: ${"a".repeat(65_536)}`, /64 KiB/],
  ])("%s is refused in words", (_, text, words) => {
    expect(() => read(text)).toThrow(TemplateFault);
    expect(cpuCost(() => expect(() => read(text)).toThrow(words))).toBeLessThan(500);
  });

  test("bytes that are no text are refused, and no prototype is touched", () => {
    expect(() => parseTemplateFile(Buffer.from([0xff, 0xfe, 0x00]))).toThrow("UTF-8");
    read(`${least}__proto__: {polluted: true}\n`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
