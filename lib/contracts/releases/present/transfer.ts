import type { ExportContents, ImportPreview } from "@/lib/contracts/releases/wire/transfers";
import type { ExportPreview } from "@/lib/domain/transfers/export-agent";
import type { Arrival, ImportPreview as Planned } from "@/lib/domain/transfers/rules";

/** What an export would hold, as this document shows it. */
export function toExportContents({ fileName, label, files, leftOut, redactions }: ExportPreview): ExportContents {
  return {
    version: label ?? "draft",
    file_name: fileName,
    files: files.map(({ path, size }) => ({ path, bytes: size })),
    left_out: leftOut,
    redactions: redactions.map(({ path, placeholder, what }) => ({ path, placeholder, message: what })),
  };
}

const toArrival = ({ name, found }: Arrival) => ({ name, action: found ? ("match" as const) : ("create" as const) });
const matched = (names: readonly string[]) => names.map((name) => ({ name, action: "match" as const }));

/** What an import would make, as this document shows it. */
export function toImportPreview(planned: Planned): ImportPreview {
  const { name, packageName, description, architecture, models, temperature, runbookLength, omissions } = planned;
  return {
    agent: {
      name,
      package_name: packageName,
      description,
      architecture_name: architecture,
      models,
      temperature,
      runbook_characters: runbookLength,
    },
    mcp_servers: planned.servers.map(toArrival),
    semantic_data_models: planned.semanticModels.map(toArrival),
    data_connections: matched(planned.connections),
    skills: matched(planned.skills),
    tools: matched(planned.tools),
    plugins: matched(planned.plugins),
    files: { count: planned.files.length, bytes: planned.files.reduce((sum, { size }) => sum + size, 0) },
    omissions,
  };
}
