"use client";
import type { InfiniteData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Paged } from "@/lib/client/paged";
import type { DataColumn, Sorting } from "./data-column";
import { DataTable } from "./data-table";
import { QueryView, type ViewedQuery } from "./query-view";

type PagedQuery<Row> = ViewedQuery<InfiniteData<Paged<Row>>> & {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
};

export type PageTableProps<Row> = {
  query: PagedQuery<Row>;
  /** Names the rows in a sentence: "the members". */
  what: string;
  label: string;
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  sorting?: Sorting;
  onSortingChange?: (sorting: Sorting) => void;
  empty: ReactNode;
};

/** A DataTable over a keyset-paged query, with its four states. */
export function PageTable<Row extends object>(props: PageTableProps<Row>) {
  const { query, what, empty, ...table } = props;
  return (
    <QueryView
      query={query}
      what={what}
      isEmpty={({ pages }) => pages.every((page) => page.data.length === 0)}
      empty={empty}
    >
      {({ pages }) => (
        <DataTable
          {...table}
          rows={pages.flatMap(({ data }) => data)}
          total={pages[0]?.pageInfo.total}
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            failed: query.isFetchNextPageError,
            onLoad: () => void query.fetchNextPage(),
          }}
        />
      )}
    </QueryView>
  );
}
