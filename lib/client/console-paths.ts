import type { ResourceKindName } from "@/lib/domain/resources/rules";

/** Where the console shows things. */
export const consolePaths = {
  queue: "/review",
  review: (packageId: string) => `/review/${packageId}`,
  plugins: "/plugins",
  plugin: (pluginId: string) => `/plugins/${pluginId}`,
  personas: "/personas",
  persona: (id: number) => `/personas/${id}`,
  pluginReview: (pluginId: string, version?: string) =>
    `/review/plugins/${pluginId}${version === undefined ? "" : `?version=${encodeURIComponent(version)}`}`,
  submission: (packageId: string) => `/submissions/${packageId}`,
  newAgent: "/agents/new",
  importAgent: "/agents/import",
  agent: (agentId: string) => `/agents/${agentId}`,
  resources: (kind: ResourceKindName) => `/resources/${kind}`,
  resource: (kind: ResourceKindName, id: string) => `/resources/${kind}/${id}`,
} as const;
