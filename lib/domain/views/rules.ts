/** Pages whose search can be kept under a name. */
export const viewPages = ["agents", "trash", "submissions", "review", "audit", "resources"] as const;
export type ViewPage = (typeof viewPages)[number];

export const MOST_VIEWS = 100;
export const LONGEST_VIEW_NAME = 80;
/** Bytes of UTF-8. */
export const LONGEST_VIEW_QUERY = 4096;
export const MOST_VIEW_COLUMNS = 40;
