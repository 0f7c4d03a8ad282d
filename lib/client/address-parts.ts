/** One value in the search of an address: how its text is read (null: not understood) and written. */
export type AddressPart<V, U extends V | null> = {
  parse: (text: string) => V | null;
  write: (value: V) => string;
  /** What an address without it means; never written. */
  usual: U;
  /** A change of it is a step that the browser's Back undoes. */
  step: boolean;
};
type AnyPart = { parse: (text: string) => unknown; write: (value: never) => string; usual: unknown; step: boolean };
export type AddressParts = Readonly<Record<string, AnyPart>>;
export type AddressValues<P extends AddressParts> = {
  [K in keyof P]: Exclude<ReturnType<P[K]["parse"]>, null> | P[K]["usual"];
};
/** Null takes a value out of the address, undefined leaves it. */
export type AddressChange<P extends AddressParts> = { [K in keyof P]?: AddressValues<P>[K] | null };

const part = <V>(parse: (text: string) => V | null, write: (value: V) => string = String): AddressPart<V, null> => ({
  parse,
  write,
  usual: null,
  step: false,
});

export const text = part<string>((given) => given);
export const flag = part<boolean>((given) => (given === "true" ? true : given === "false" ? false : null));
export const whole = part<number>((given) => (/^-?\d{1,15}$/.test(given) ? Number(given) : null));

/** One of a few words. */
export const oneOf = <V extends string>(words: readonly V[]) =>
  part<V>((given) => words.find((word) => word === given) ?? null);

/** A list, with commas between its items; what is not understood is passed over. */
export function several<V>(item: AddressPart<V, null>): AddressPart<V[], null> {
  const read = (given: string): V[] => {
    const value = item.parse(given.replaceAll("%2C", ","));
    return value === null ? [] : [value];
  };
  return part(
    (given) => (given === "" ? [] : given.split(",").flatMap(read)),
    (values) => values.map((value) => item.write(value).replaceAll(",", "%2C")).join(),
  );
}

/** With a value for addresses that say nothing. */
export const usually = <V>({ parse, write, step }: AddressPart<V, V | null>, usual: V): AddressPart<V, V> => ({
  parse,
  write,
  step,
  usual,
});

/** Whose change is a step that Back undoes. */
export const asStep = <V, U extends V | null>(of: AddressPart<V, U>): AddressPart<V, U> => ({ ...of, step: true });

/** The values that an address says, or their usual ones. `textOf` gives what stands there; null for nothing. */
export function readAddress<P extends AddressParts>(
  parts: P,
  textOf: (name: string) => string | null,
): AddressValues<P> {
  const values = Object.entries(parts).map(([name, { parse, usual }]) => {
    const given = textOf(name);
    return [name, given === null ? usual : (parse(given) ?? usual)];
  });
  return ofParts<P>(Object.fromEntries(values));
}

/** Each value comes from the part of its name. */
const ofParts = <P extends AddressParts>(values: Record<string, unknown>) => values as AddressValues<P>;

/** The text of a value in the address; null where it is the usual one, or none, and is not written. */
export function writtenPart({ write, usual }: AnyPart, value: unknown): string | null {
  if (value === null) return null;
  const [given, left] = [write(value as never), usual === null ? null : write(usual as never)];
  return given === left ? null : given;
}

/** A search with some of its values changed; characters that addresses may contain stay readable. */
export function changedSearch(search: string, changes: Iterable<readonly [string, string | null]>): string {
  const parameters = new URLSearchParams(search);
  for (const [name, given] of changes) {
    if (given === null) parameters.delete(name);
    else parameters.set(name, given);
  }
  const query = String(parameters).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return query && `?${query}`;
}
