import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { SearchHit } from "@/lib/contracts/console/wire/search";
import { api } from "./fetcher";

/** What the command menu finds on the server; asks only for two characters and more. */
export const searchQueries = {
  all: ["search"] as const,
  hits: (text: string) =>
    queryOptions({
      queryKey: [...searchQueries.all, text],
      queryFn: ({ signal }) => api<{ data: SearchHit[] }>(`/api/search?q=${encodeURIComponent(text)}`, { signal }),
      select: ({ data }) => data,
      enabled: text.length >= 2,
      placeholderData: keepPreviousData,
    }),
};
