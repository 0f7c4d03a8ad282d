import { printable } from "../refusal";

/** `not_a_zip`: cannot be read as one. `too_large`: over a limit. `unsafe`: something that no honest tool packs. */
export type ZipFault = "not_a_zip" | "too_large" | "unsafe";

/** A zip that breaks a rule; nothing of it may be kept. `entry` is the entry's name as it may be shown, null for the whole file. */
export class ZipRefused extends Error {
  override readonly name = "ZipRefused";

  constructor(
    readonly fault: ZipFault,
    message: string,
    readonly entry: string | null = null,
  ) {
    super(message);
  }
}

/** The refusal of one entry; `what` completes the sentence "'path' …". */
export function refusedEntry(fault: ZipFault, path: string, what: string): ZipRefused {
  const shown = printable(path);
  return new ZipRefused(fault, `'${shown}' ${what}`, shown);
}

/** A number of bytes as a limit is told. */
export function limitText(bytes: number): string {
  const MiB = 1024 * 1024;
  return bytes >= MiB ? `${Math.floor(bytes / MiB)} MiB` : `${bytes} bytes`;
}
