import { randomInt, randomUUID } from "node:crypto";
import { monotonicFactory } from "ulid";
import { type IdKind, idPrefixes } from "@/lib/domain/id-shapes";

// Node keeps a store of random numbers for this; the factory's own way asks the system for every character.
const ulid = monotonicFactory(() => randomInt(2 ** 32) / 2 ** 32);

/** A new id: the kind's prefix, `_`, and a 26-character lower-case ULID that sorts by time of making. */
export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${ulid().toLowerCase()}`;
}

/** A new workspace id, a UUID. */
export function newWorkspaceId(): string {
  return randomUUID();
}
