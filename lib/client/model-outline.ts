import { isRecord } from "./is-record";

export type OutlineColumn = { name: string; type: string; note: string };
export type OutlineGroup = { title: string; columns: OutlineColumn[] };
export type OutlineTable = { name: string; note: string; connection: string; table: string; groups: OutlineGroup[] };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const records = (value: unknown) => (Array.isArray(value) ? value : []).filter(isRecord);

/** The lists of a table, as people call them. */
const groups = [
  ["dimensions", "Dimensions"],
  ["time_dimensions", "Time dimensions"],
  ["facts", "Facts"],
  ["metrics", "Metrics"],
] as const;

function columnsOf(list: unknown): OutlineColumn[] {
  return records(list).map((column, i) => {
    const { name, expr, data_type, description } = column;
    const shown = text(name);
    const formula = text(expr) !== shown ? text(expr) : "";
    return { name: shown || `Column ${i + 1}`, type: text(data_type), note: text(description) || formula };
  });
}

/** `database.schema.table`, of what is said of it. */
function placeOf(base: Record<string, unknown>): string {
  return [base.database, base.schema, base.table].map(text).filter(Boolean).join(".");
}

function tableOf(table: Record<string, unknown>, i: number): OutlineTable {
  const base = isRecord(table.base_table) ? table.base_table : {};
  const filled = groups.map(([key, title]) => ({ title, columns: columnsOf(table[key]) }));
  return {
    name: text(table.name) || `Table ${i + 1}`,
    note: text(table.description),
    connection: text(base.data_connection_name),
    table: placeOf(base),
    groups: filled.filter(({ columns }) => columns.length > 0),
  };
}

/** What a model says of its tables, as far as it can be read: also of one that is not finished. */
export function modelOutline(model: unknown): OutlineTable[] {
  return isRecord(model) ? records(model.tables).map(tableOf) : [];
}
