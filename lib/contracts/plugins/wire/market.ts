import { z } from "zod";
import { isUuid } from "@/lib/domain/id-shapes";
import { pluginClasses, pluginSeverities } from "@/lib/packages/plugins/plugin-finding";

/** A whole number of a query, within bounds. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be a whole number from ${least} to ${most}`);
export const uuid = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(isUuid, "must be a UUID");

export const pages = { page: whole(1, 1_000_000).optional(), limit: whole(1, 100).optional() };
export const pluginParams = z.strictObject({ plugin_id: uuid });
export const workspaceParams = z.strictObject({ workspace_id: z.string().refine(isUuid, "must be a workspace id") });
export const workspacePluginParams = z.strictObject({ ...workspaceParams.shape, ...pluginParams.shape });
export const flag = z
  .enum(["true", "false"])
  .transform((text) => text === "true")
  .optional();

export const browseQuery = z.strictObject({
  category: z.string().max(100).optional(),
  search: z
    .string()
    .min(1)
    .max(100)
    .refine((text) => !text.includes("\0"), "must not contain U+0000")
    .optional(),
  tags: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().max(50)).max(20))
    .optional(),
  sort: z.enum(["popular", "newest", "name"]).optional(),
  ...pages,
});
export const versionQuery = z.strictObject({ version: z.enum(["pending"]).optional() });

const text = z.string().nullable();
const count = z.number().int();
const securityStatus = z.enum(["safe", "review_required", "blocked", "pending"]);

export const pluginItem = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  category_id: text,
  category_name: text,
  tags: z.array(z.string()),
  skills_count: count,
  commands_count: count,
  agents_count: count,
  hooks_count: count,
  token_estimate: count,
  enable_count: count,
  is_featured: z.boolean(),
  security_status: securityStatus,
  original_author: text,
  license: text,
  created_at: z.string(),
  enabled: z.boolean().optional(),
});
export type PluginItem = z.infer<typeof pluginItem>;

const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), total: count, page: count, limit: count });
export const pluginPage = pageOf(pluginItem);
export const category = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  sort_order: count,
});

const part = z.strictObject({ name: z.string(), description: z.string() });
export const pluginDetail = pluginItem.extend({
  long_description: z.string(),
  recommended_models: z.array(z.string()),
  dependencies: z.array(z.strictObject({ slug: z.string(), range: z.string(), satisfied: z.boolean() })),
  is_active: z.boolean(),
  approval_status: z.enum(["pending", "approved"]),
  source_type: z.literal("upload"),
  sha256: z.string(),
  updated_at: z.string(),
  manifest: z.record(z.string(), z.unknown()),
  skills: z.array(part),
  commands: z.array(part),
  agents: z.array(part),
});
export type PluginDetailResource = z.infer<typeof pluginDetail>;

export const pluginContent = z.strictObject({
  plugin_id: z.string(),
  slug: z.string(),
  version: z.string(),
  files: z.record(z.string(), z.string()),
  truncated: z.boolean(),
});

export const uploaded = z.strictObject({
  plugin_id: z.string(),
  scan_id: z.string(),
  slug: z.string(),
  name: z.string(),
  version: z.string(),
  security_status: securityStatus,
  approval_status: z.enum(["pending", "approved", "rejected", "replaced"]),
  status: z.enum(["scanning", "scanned"]),
});

const pendingItem = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  security_status: securityStatus,
  risk_score: count.nullable(),
  static_findings_count: count,
  uploaded_by: z.string(),
  created_at: z.string(),
  previous_version: text,
});
export const pendingPage = pageOf(pendingItem);

export const scan = z.strictObject({
  id: z.string(),
  plugin_slug: z.string(),
  plugin_version: z.string(),
  sha256: z.string(),
  static_scan_status: z.enum(["pending", "completed", "failed"]),
  static_findings: z.array(
    z.strictObject({
      class: z.enum(pluginClasses),
      severity: z.enum(pluginSeverities),
      file: z.string(),
      line: count.nullable(),
      rule: z.string(),
      excerpt: z.string(),
    }),
  ),
  risk_score: count.nullable(),
  overall_verdict: z.enum(["safe", "review_required", "blocked"]).nullable(),
  scanned_at: text,
});

export const approval = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be a SHA-256")
    .optional(),
});
export const rejection = z.strictObject({ reason: z.string().trim().min(1, "must not be blank").max(2_000) });
export const decided = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  plugin_id: z.string(),
  reason: z.string().optional(),
});
export const deactivated = decided.extend({ workspaces_affected: count, agents_affected: count });

const slugs = z.array(z.string());
export const workspacePlugins = z.strictObject({
  items: z.array(
    z.strictObject({
      plugin_id: z.string(),
      slug: z.string(),
      name: z.string(),
      version: z.string(),
      description: z.string(),
      category_name: text,
      skills_count: count,
      commands_count: count,
      token_estimate: count,
      enable_count: count,
      security_status: securityStatus,
      enabled_at: z.string(),
      enabled_by: text,
      required_by: slugs,
      missing_dependencies: slugs,
    }),
  ),
  total: count,
});
export const enableBody = z.strictObject({ plugin_id: uuid });
export const enabled = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  plugin_id: z.string(),
  workspace_id: z.string(),
  enabled: z.array(
    z.strictObject({
      plugin_id: z.string(),
      slug: z.string(),
      version: z.string(),
      reason: z.enum(["dependency", "requested"]),
    }),
  ),
  already_enabled: slugs,
});
/** `agents` is told by a dry run alone. */
export const disabled = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  plugin_id: z.string(),
  workspace_id: z.string(),
  agents_unassigned: count,
  also_disabled: slugs,
  agents: z.array(z.strictObject({ agent_id: count, name: z.string() })).optional(),
});
