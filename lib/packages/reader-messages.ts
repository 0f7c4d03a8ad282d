import type { PackageReading } from "./read-package";
import type { Refusal } from "./refusal";

/** What the thread that reads packages is told of the upload `id`: that it begins, its bytes, its end, or that nothing more comes. */
export type ReaderOrder = { id: number } & ({ begin: true } | { chunk: Uint8Array } | { end: true } | { cut: true });

/** What it answers: bytes that it has room for again, and at last what came out. */
export type ReaderAnswer = { id: number } & (
  | { taken: number }
  | { reading: PackageReading }
  | { refusals: readonly [Refusal, ...Refusal[]] }
  | { failure: string }
);
