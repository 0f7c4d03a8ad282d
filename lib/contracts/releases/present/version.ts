import type { Version, VersionDetail, VersionDiff } from "@/lib/contracts/releases/wire/versions";
import type { KindChanges, ReleaseComparison } from "@/lib/domain/lifecycle/compare-releases";
import type { ReleaseDetail, ReleaseVersion } from "@/lib/domain/lifecycle/release-versions";
import type { FieldChange } from "@/lib/domain/versions/compare-snapshots";
import type { VersionContent } from "@/lib/domain/versions/rules";
import type { Hunk } from "@/lib/packages/diff-package";

/** A version in lists. */
export function toVersion(version: ReleaseVersion): Version {
  return {
    id: version.id,
    agent_id: version.agentId,
    label: version.label,
    description: version.note,
    is_live: version.live,
    parent_id: version.parentId,
    restored_from_id: version.restoredFromId,
    package_version: version.packageVersion,
    created_by: version.createdBy,
    created_at: version.createdAt,
    published_at: version.publishedAt,
  };
}

function toContent(content: VersionContent): VersionDetail["content"] {
  return {
    description: content.description ?? "",
    runbook_text: content.instructions ?? "",
    models: content.models ?? [],
    temperature: content.temperature ?? null,
    architecture_name: content.architectureName ?? "agent",
    architecture_version: content.architectureVersion ?? "1.0.0",
    input_schema_id: content.inputSchemaId ?? null,
    output_schema_id: content.outputSchemaId ?? null,
    persona_id: content.personaId ?? null,
    custom_persona: content.useCustomPersona ? (content.customPersonaPrompt ?? null) : null,
  };
}

/** One version with all that it says. */
export function toVersionDetail(detail: ReleaseDetail): VersionDetail {
  const { attachments, files, mapping, content } = detail;
  return {
    ...toVersion(detail),
    content: toContent(content),
    attachments: {
      mcp_servers: attachments.mcpServers,
      semantic_data_models: attachments.semanticDataModels,
      data_connections: attachments.dataConnections,
      skills: attachments.skills,
      tools: attachments.tools,
      plugins: attachments.plugins,
      files,
    },
    connection_mappings: mapping.connections,
    mcp_server_mappings: mapping.mcpServers,
  };
}

const fieldNames: Readonly<Record<keyof VersionContent, string>> = {
  description: "description",
  instructions: "runbook_text",
  models: "models",
  temperature: "temperature",
  modelSettings: "model_settings",
  architectureName: "architecture_name",
  architectureVersion: "architecture_version",
  inputSchemaId: "input_schema_id",
  outputSchemaId: "output_schema_id",
  personaId: "persona_id",
  useCustomPersona: "use_custom_persona",
  customPersonaPrompt: "custom_persona",
  specFields: "spec_fields",
};

function toHunk({ oldStart, oldLines, newStart, newLines, lines }: Hunk) {
  const texts = lines.map(([mark, text]) => `${mark}${text}`);
  return { from_line: oldStart, from_count: oldLines, to_line: newStart, to_count: newLines, lines: texts };
}

const withHunks = <T extends { hunks?: Hunk[] | null }>({ hunks, ...rest }: T) => ({
  ...rest,
  ...(hunks ? { hunks: hunks.map(toHunk) } : {}),
});

const toField = (change: FieldChange) => ({ ...withHunks(change), field: fieldNames[change.field] });
const toKind = ({ changed, ...rest }: KindChanges) => ({
  ...rest,
  changed: changed.map(({ unshown: _, ...one }) => withHunks(one)),
});

/** What differs between two versions. */
export function toVersionDiff({ from, to, identical, fields, attachments }: ReleaseComparison): VersionDiff {
  const side = ({ ref, id, label }: ReleaseComparison["from"]) => ({ ref, version_id: id, label });
  return {
    from: side(from),
    to: side(to),
    identical,
    fields: fields.map(toField),
    attachments: {
      mcp_servers: toKind(attachments.mcpServers),
      semantic_data_models: toKind(attachments.semanticDataModels),
      data_connections: toKind(attachments.dataConnections),
      skills: toKind(attachments.skills),
      tools: toKind(attachments.tools),
      plugins: toKind(attachments.plugins),
      files: toKind(attachments.files),
    },
  };
}
