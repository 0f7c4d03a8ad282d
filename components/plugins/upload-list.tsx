"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, Upload } from "lucide-react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { consolePaths } from "@/lib/client/console-paths";
import { uploadStates, usePluginsAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { uploadColumns } from "./upload-columns";

const states = [
  { value: "", label: "Any state" },
  { value: "pending", label: "Waits for review" },
  { value: "serving", label: "In the marketplace" },
  { value: "rejected", label: "Rejected" },
  { value: "hidden", label: "Deactivated" },
];

/** What this person uploaded, or everybody for instance admins, and what became of it. */
export function UploadList({ onUpload }: { onUpload: () => void }) {
  const [{ q, state }, setAddress] = usePluginsAddress();
  const query = useInfiniteQuery(pluginQueries.uploads(q, state));
  const clear = () => void setAddress({ q: null, state: null });
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput
          label="Search uploads"
          placeholder="Search by name"
          className="w-full sm:w-72"
          maxLength={200}
          value={q}
          onChange={(event) => void setAddress({ q: event.target.value || null })}
        />
        <Select
          aria-label="State"
          className="w-44"
          options={states}
          value={state}
          onChange={(event) =>
            void setAddress({ state: uploadStates.find((one) => one === event.target.value) ?? null })
          }
        />
      </div>
      <QueryView query={query} what="the uploads">
        {({ pages }) => (
          <DataTable
            label="Uploaded plugins"
            rows={pages.flatMap(({ data }) => data)}
            columns={uploadColumns}
            rowId={({ id }) => id}
            rowHref={({ id }) => consolePaths.plugin(id)}
            total={pages[0]?.pageInfo.total}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
            empty={q || state ? <NoMatch onClear={clear} /> : <NothingYet onUpload={onUpload} />}
          />
        )}
      </QueryView>
    </>
  );
}

function NothingYet({ onUpload }: { onUpload: () => void }) {
  return (
    <EmptyState
      icon={<Upload />}
      title="Nothing was uploaded yet"
      actions={<Button onClick={onUpload}>Upload a plugin</Button>}
    >
      An upload is scanned and waits for an instance admin; here you follow what becomes of it.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="No upload matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      Nothing that was uploaded fits this search.
    </EmptyState>
  );
}
