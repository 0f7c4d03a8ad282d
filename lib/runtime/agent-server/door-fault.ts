export const doorFaultKinds = [
  "not_found",
  "outside",
  "is_directory",
  "is_file",
  "too_large",
  "storage_full",
  "refused",
  "read_only",
] as const;
export type DoorFaultKind = (typeof doorFaultKinds)[number];

/** What an agent server refuses, in words for people. */
export class DoorFault extends Error {
  readonly kind: DoorFaultKind;
  constructor(kind: DoorFaultKind, message: string) {
    super(message);
    this.name = "DoorFault";
    this.kind = kind;
  }
}

/** Whether nothing more fits on the disk, or more than the agent's account may use. */
export function isFull(error: unknown): boolean {
  return hasCode(error, "ENOSPC", "EDQUOT");
}

/** The fault for something that does not fit; `what` begins the sentence. */
export function storageFull(what: string): DoorFault {
  return new DoorFault("storage_full", `${what} does not fit: the disk is full`);
}

/** Whether an error of the file system has this code. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}
