/** Which file of a package is looked at, and how. */
export type FileSelection = {
  path: string | null;
  line: number | null;
  show: "file" | "diff";
  /** `previous` or a package's id; null for the usual one. */
  against: string | null;
  layout: "unified" | "split";
};
