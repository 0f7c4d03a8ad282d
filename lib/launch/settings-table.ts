import { parseSettings, settingsSchema } from "@/lib/env";

/** The settings as a Markdown table, made from their declarations; README.md holds a copy, and a test compares the two. */
export function settingsTable(): string {
  const defaults = new Map<string, unknown>(Object.entries(parseSettings({})));
  const rows = Object.entries(settingsSchema.shape).flatMap(([name, { description }]) => {
    if (description === undefined) return [];
    const value = defaults.get(name);
    return [[`\`${name}\``, value === undefined ? "" : `\`${value}\``, description.replaceAll("|", "\\|")]];
  });
  const table = [["Setting", "Default", "What"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[], fill = " ") =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0, fill)).join(" | ")} |`;
  return [line(table[0] ?? []), line(["", "", ""], "-"), ...rows.map((row) => line(row))].join("\n");
}
