import {
  type JsonObject,
  type JsonValue,
  MASK,
  maskConfiguration,
  restoreHidden,
} from "@/lib/domain/resources/hidden-values";

/** A configuration that is stored: as it is shown, and how to get at it as it is. */
export type StoredConfiguration = { shown: unknown; open: () => unknown };

/** What was written by `settleConfiguration` below, column or sealed, is always a JSON object. */
function asObject(value: unknown): JsonObject {
  return value as JsonObject;
}

type Settled = { shown: JsonValue; hidden: unknown };

function settled(whole: JsonValue): Settled {
  const shown = maskConfiguration(whole);
  return { shown, hidden: JSON.stringify(shown) === JSON.stringify(whole) ? null : whole };
}

/** The configuration that was sent, its masks filled from the stored one: as it may be shown, and what to seal. Throws `invalid`. */
export function settleConfiguration(sent: JsonObject, stored: StoredConfiguration | null): Settled {
  const shownBefore = asObject(stored?.shown ?? {});
  const needsStored = JSON.stringify(sent).includes(MASK);
  const before = needsStored ? asObject(stored?.open() ?? shownBefore) : {};
  return settled(restoreHidden(sent, before, shownBefore, "configuration"));
}

/** The stored configuration with the sent keys laid over it, null taking a key away. Throws `invalid`. */
export function mergeConfiguration(sent: JsonObject, stored: StoredConfiguration): Settled {
  const shownBefore = asObject(stored.shown);
  const before = asObject(stored.open() ?? shownBefore);
  const given = restoreHidden(sent, before, shownBefore, "configuration");
  const merged = Object.entries({ ...before, ...asObject(given) }).filter(([, value]) => value !== null);
  return settled(Object.fromEntries(merged));
}
