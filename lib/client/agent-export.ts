import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import type { PageInfo } from "@/lib/contracts/console/wire/list";
import { type AgentSelection, agentListParameters } from "./agent-search";
import { ApiError } from "./api-error";
import { csvLine } from "./csv";
import { api } from "./fetcher";

type Column = { header: string; value: (row: AgentRow) => string | number | null };

/** Every fact of a row, whatever the table shows of it. */
const columns: readonly Column[] = [
  { header: "id", value: (row) => row.id },
  { header: "number", value: (row) => row.number },
  { header: "name", value: (row) => row.name },
  { header: "description", value: (row) => row.description },
  { header: "status", value: (row) => row.reviewStatus },
  { header: "runState", value: (row) => row.runState },
  { header: "version", value: (row) => row.version },
  { header: "owner", value: (row) => row.owner?.name ?? null },
  { header: "tags", value: (row) => row.tags.join(" ") },
  { header: "hosting", value: (row) => row.hosting },
  { header: "type", value: (row) => row.type },
  { header: "isolation", value: (row) => row.isolation },
  { header: "error", value: (row) => row.error },
  { header: "createdAt", value: (row) => row.createdAt },
  { header: "updatedAt", value: (row) => row.updatedAt },
];

const LIMIT = 100;
/** Waits after a 429, ms; a large export may need several of the server's minutes. */
const PAUSE = 5_000;
const MOST_PAUSES = 60;

export type ExportProgress = { done: number; total: number };
type Options = { signal: AbortSignal; onProgress: (progress: ExportProgress) => void; pause?: number };
type Page = { data: AgentRow[]; pageInfo: PageInfo };

function rested(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

async function patiently(path: string, { signal, pause = PAUSE }: Options): Promise<Page> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      return await api<Page>(path, { signal });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429 || pauses >= MOST_PAUSES) throw error;
      await rested(pause, signal);
    }
  }
}

/** All rows of a search as a CSV file, page by page in the table's order; waits where the server asks to. Throws what a page throws, and when aborted. */
export async function exportAgents(selection: AgentSelection, options: Options): Promise<{ file: Blob; rows: number }> {
  // What is read lies outside of the page's memory, on disk where there is much of it.
  const parts = [new Blob([csvLine(columns.map(({ header }) => header))])];
  let done = 0;
  let after = "";
  for (;;) {
    const page = await patiently(`/api/console/agents?${agentListParameters(selection, after, LIMIT)}`, options);
    parts.push(new Blob(page.data.map((row) => csvLine(columns.map(({ value }) => value(row))))));
    done += page.data.length;
    options.onProgress({ done, total: page.pageInfo.total });
    if (!page.pageInfo.hasNextPage || page.pageInfo.endCursor === null) break;
    after = page.pageInfo.endCursor;
  }
  // The mark tells spreadsheets that it is UTF-8.
  return { file: new Blob(["\uFEFF", ...parts], { type: "text/csv;charset=utf-8" }), rows: done };
}
