import { invalidField } from "@/lib/domain/faults";

/** What is shown in place of a hidden value; sent back, it keeps the stored one. */
export const MASK = "********";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

const hiddenKey = /password|passwd|secret|token|key|credential|private|dsn/i;
/** The scheme's length is bounded, so that a long text without an address costs no more than its length. */
const userInfo = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#\s]*@/gi;
const reference = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;
const shownHeaders = new Set(["accept", "accept-language", "content-type", "user-agent"]);

/** Whether a value only names a variable, `${NAME}`, and so is no secret. */
const isReference = (value: string) => reference.test(value);

function mapObject(value: JsonObject, each: (key: string, inner: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(key, inner)]));
}

/** Headers as they may be shown: a few harmless ones and `${NAME}`; all others masked. */
export function maskHeaders(headers: Record<string, string>): Record<string, string> {
  const shown = (name: string, value: string) => shownHeaders.has(name.toLowerCase()) || isReference(value);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value) ? value : MASK]));
}

/** Environment variables as they may be shown: only `${NAME}`. */
export function maskEnv(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, isReference(value) ? value : MASK]));
}

/** A configuration as it may be shown: values under telling keys masked at any depth, and user info in addresses. */
export function maskConfiguration(value: JsonValue): JsonValue {
  if (typeof value === "string") return value.replace(userInfo, `$1${MASK}@`);
  if (Array.isArray(value)) return value.map(maskConfiguration);
  if (typeof value !== "object" || value === null) return value;
  return mapObject(value, (key, inner) => {
    const hidden =
      hiddenKey.test(key) && inner !== null && inner !== "" && !(typeof inner === "string" && isReference(inner));
    return hidden ? MASK : maskConfiguration(inner);
  });
}

const isMasked = (text: string) => text === MASK || text.includes(`://${MASK}@`);

function at(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[String(key)];
}

/**
 * What was sent, with the stored value wherever the mask came back at its own place. `shown` is the stored value as it was
 * masked. Throws `invalid` where there is nothing that a mask could stand for.
 */
export function restoreHidden(
  sent: JsonValue,
  stored: JsonValue | undefined,
  shown: JsonValue | undefined,
  path: string,
): JsonValue {
  if (typeof sent === "string") {
    if (!isMasked(sent)) return sent;
    if (stored === undefined || shown !== sent) {
      throw invalidField(path, `${MASK} keeps a stored value, and there is none here; send the value itself`);
    }
    return stored;
  }
  if (Array.isArray(sent)) {
    return sent.map((inner, i) => restoreHidden(inner, at(stored, i), at(shown, i), `${path}.${i}`));
  }
  if (typeof sent !== "object" || sent === null) return sent;
  return mapObject(sent, (key, inner) => restoreHidden(inner, at(stored, key), at(shown, key), `${path}.${key}`));
}
