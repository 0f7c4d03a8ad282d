"use client";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import {
  type AddressChange,
  type AddressParts,
  type AddressValues,
  changedSearch,
  readAddress,
  writtenPart,
} from "./address-parts";

/** Browsers stop pages that write the address with each key. */
const BETWEEN_WRITES = 200;

/** Changes that the router does not know yet: written into the address or about to be. Each tab has one address. */
const changes = new Map<string, { text: string | null; written: boolean }>();
const readers = new Set<() => void>();
let version = 0;
let step = false;
let writtenAt = 0;
let writing: Promise<void> | undefined;

function subscribe(reader: () => void) {
  readers.add(reader);
  return () => void readers.delete(reader);
}

/** Forgets what the router knows by now. */
function settle(all: boolean): void {
  for (const [name, { written }] of changes) if (written || all) changes.delete(name);
}

function writeAddress(): void {
  const { pathname, search, hash } = location;
  const wanted = changedSearch(
    search,
    [...changes].map(([name, { text }]) => [name, text] as const),
  );
  for (const change of changes.values()) change.written = true;
  writing = undefined;
  writtenAt = Date.now();
  const way = step ? "pushState" : "replaceState";
  step = false;
  if (wanted === search) settle(false);
  else history[way](null, "", `${pathname}${wanted}${hash}`);
}

/** At once, and while somebody types now and then. */
function writeSoon(): Promise<void> {
  writing ??= new Promise((done) => {
    const wait = writtenAt + BETWEEN_WRITES - Date.now();
    const write = () => {
      writeAddress();
      done();
    };
    if (wait > 0) setTimeout(write, wait);
    else queueMicrotask(write);
  });
  return writing;
}

const SearchContext = createContext<URLSearchParams>(new URLSearchParams());

/** Tells the pages what the router knows of the address. */
export function AddressProvider(props: { page: string; search: URLSearchParams; children: ReactNode }) {
  const { page, search, children } = props;
  const query = String(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: changes that were made on one page must not reach the next
  useLayoutEffect(() => () => settle(true), [page]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the router has caught up
  useLayoutEffect(() => settle(false), [query]);
  return <SearchContext value={search}>{children}</SearchContext>;
}

export type SetAddress<P extends AddressParts> = (
  change: AddressChange<P>,
  options?: { history: "push" },
) => Promise<void>;

/**
 * A part of the page's state that stands in its address, and how to change it: shown at once, answered when the address
 * is written. Give it parts that stay the same from render to render.
 */
export function useAddress<P extends AddressParts>(parts: P): [AddressValues<P>, SetAddress<P>] {
  const search = useContext(SearchContext);
  const now = useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` stands for the changes
  const values = useMemo(
    () =>
      readAddress(parts, (name) => {
        const change = changes.get(name);
        return change ? change.text : search.get(name);
      }),
    [parts, search, now],
  );
  const set = useCallback<SetAddress<P>>(
    (change, options) => {
      for (const [name, part] of Object.entries(parts)) {
        const value = change[name];
        if (value === undefined) continue;
        changes.set(name, { text: writtenPart(part, value), written: false });
        if (part.step || options) step = true;
      }
      version += 1;
      for (const reader of readers) reader();
      return writeSoon();
    },
    [parts],
  );
  return [values, set];
}
