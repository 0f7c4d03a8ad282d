/** Exports hold so many events at most. */
export const MOST_EXPORTED = 1_000_000;
export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Spreadsheets take such a beginning for a formula, also behind a tab or a line end, and in full width. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;

/** One value as a cell of RFC 4180 that no spreadsheet runs: a beginning like a formula's is disarmed by an apostrophe. */
export function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of RFC 4180. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
