import { satisfies } from "semver";
import type { z } from "zod";
import type {
  PluginDetailResource,
  PluginItem,
  pendingPage,
  scan,
  workspacePlugins,
} from "@/lib/contracts/plugins/wire/market";
import type { EnabledRow, PendingRow, PluginDetail, PluginRow, PluginScanRow } from "@/lib/domain/plugins/queries";
import { categoryName } from "@/lib/domain/plugins/schema";

/** What the newest scan says; `pending` until there is one. */
export function securityStatus(verdict: string | null): PluginItem["security_status"] {
  return verdict === "safe" || verdict === "review_required" || verdict === "blocked" ? verdict : "pending";
}

/** A plugin as the marketplace lists it. */
export function toPluginItem(row: PluginRow): PluginItem {
  const { skills, commands, agents, hooks } = row.contents;
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    version: row.version,
    description: row.description,
    category_id: row.category,
    category_name: categoryName(row.category),
    tags: row.tags,
    skills_count: skills.length,
    commands_count: commands.length,
    agents_count: agents.length,
    hooks_count: hooks.length,
    token_estimate: row.tokenEstimate,
    enable_count: row.enableCount,
    is_featured: row.featured,
    security_status: securityStatus(row.verdict),
    original_author: row.author,
    license: row.license,
    created_at: row.createdAt,
    ...(row.enabled === null || row.enabled === undefined ? {} : { enabled: row.enabled }),
  };
}

const texts = (value: unknown) =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Everything about one version of a plugin but its files. */
export function toPluginDetail(row: PluginDetail): PluginDetailResource {
  const part = ({ name, description }: { name: string; description: string }) => ({ name, description });
  const { skills, commands, agents } = row.contents;
  return {
    ...toPluginItem(row),
    long_description: row.longDescription,
    recommended_models: texts(row.manifest.recommended_models),
    dependencies: row.dependencies.map(({ slug, range, offered }) => {
      return { slug, range, satisfied: offered !== null && satisfies(offered, range) };
    }),
    is_active: row.active,
    approval_status: row.status === "pending" ? "pending" : "approved",
    source_type: "upload",
    sha256: row.sha256,
    updated_at: row.updatedAt,
    manifest: row.manifest,
    skills: skills.map(part),
    commands: commands.map(part),
    agents: agents.map(part),
  };
}

/** A plugin that waits for a decision. */
export function toPendingItem(row: PendingRow): z.infer<typeof pendingPage>["items"][number] {
  const { id, slug, name, version, description } = row;
  return {
    ...{ id, slug, name, version, description },
    security_status: securityStatus(row.verdict),
    risk_score: row.riskScore,
    static_findings_count: row.findings,
    uploaded_by: row.uploadedBy,
    created_at: row.createdAt,
    previous_version: row.previousVersion,
  };
}

/** A scan with all of its findings. */
export function toScan(row: PluginScanRow): z.infer<typeof scan> {
  const verdict = securityStatus(row.verdict);
  return {
    id: row.id,
    plugin_slug: row.slug,
    plugin_version: row.version,
    sha256: row.sha256,
    static_scan_status: row.status,
    static_findings: row.findings,
    risk_score: row.riskScore,
    overall_verdict: verdict === "pending" ? null : verdict,
    scanned_at: row.scannedAt,
  };
}

/** The plugins of a workspace, each with those that need it and what it lacks. */
export function toWorkspacePlugins(rows: EnabledRow[]): z.infer<typeof workspacePlugins> {
  const versions = new Map(rows.map(({ slug, version }) => [slug, version]));
  const lacks = ({ slug, range }: { slug: string; range: string }) => !satisfies(versions.get(slug) ?? "", range);
  const items = rows.map((row) => {
    const { slug, name, version, description, category_name, skills_count, commands_count, token_estimate } =
      toPluginItem({
        ...row,
        enabled: null,
      });
    return {
      plugin_id: row.id,
      ...{ slug, name, version, description, category_name, skills_count, commands_count, token_estimate },
      enable_count: row.enableCount,
      security_status: securityStatus(row.verdict),
      enabled_at: row.enabledAt,
      enabled_by: row.enabledBy,
      required_by: rows
        .filter(({ needs }) => needs.some((need) => need.slug === slug))
        .map((other) => other.slug)
        .sort(),
      missing_dependencies: row.needs.filter(lacks).map((need) => need.slug),
    };
  });
  return { items, total: items.length };
}
