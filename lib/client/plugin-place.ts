/** What all queries about plugins begin with. */
export const pluginKey = ["plugins"] as const;

/** The address of one version of a plugin, below which its files are read. */
export const versionPlace = (id: string, version: string) => `/api/plugins/${id}/versions/${version}`;
