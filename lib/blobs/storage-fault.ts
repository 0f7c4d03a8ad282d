import { StorageFull } from "./store";

/** Whether an error says that a file is not there. */
export const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

const FULL = new Set(["ENOSPC", "EDQUOT"]);

/** The fault of a full disk by its own name; every other error as it is. */
export function storageFault(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && FULL.has(code)
    ? new StorageFull("The storage for packages is full", { cause: error })
    : error;
}
