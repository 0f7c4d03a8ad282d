export const doorFaultKinds = [
  "not_found",
  "outside",
  "is_directory",
  "is_file",
  "too_large",
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

/** Whether an error of the file system has this code. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}
