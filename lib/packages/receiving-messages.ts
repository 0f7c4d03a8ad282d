import type { PackageReading } from "./read-package";
import type { Refusal } from "./refusal";

/** A package and its file, which is forced to the disk; `size` in bytes and `sha256` in hex are those of the upload. */
export type ReceivedFile = { reading: PackageReading; sha256: string; size: number };

/**
 * What the thread that receives packages is told of the upload `id`: where its bytes come from and in which new file they
 * are kept; that there are more while it waits; that all have come; or that no more will.
 */
export type ReceiverOrder = { id: number } & (
  | { begin: SharedArrayBuffer; path: string }
  | { more: true }
  | { end: true }
  | { cut: true }
);

export type ReceiverOutcome =
  | { received: ReceivedFile }
  | { refusals: readonly [Refusal, ...Refusal[]] }
  | { full: string }
  | { failure: string };

/** What it answers: that there is room again, and at last, when it needs the upload's memory no more, what came out. */
export type ReceiverAnswer = { id: number } & ({ room: true } | ReceiverOutcome);
