import type { PageInfo } from "@/lib/contracts/console/wire/list";
import { api } from "./fetcher";

export type Paged<Item> = { data: Item[]; pageInfo: PageInfo };

/** An address with the parameters that have a value; `after` continues a list. */
function addressOf(path: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** What every keyset-paged list shares, for `infiniteQueryOptions`. */
export function pages<Item>(path: string, parameters: Record<string, string | undefined> = {}, limit = 50) {
  return {
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) =>
      api<Paged<Item>>(addressOf(path, { ...parameters, limit: String(limit), after: pageParam }), { signal }),
    initialPageParam: "",
    getNextPageParam: ({ pageInfo }: Paged<Item>) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
  };
}
