"use client";
import { PageHeader } from "@/components/patterns/page-header";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { oneOf, text, usually } from "@/lib/client/address-parts";
import { useAddress } from "@/lib/client/use-address";
import { SubmissionTable } from "./submission-table";
import { SubmitCard } from "./submit-card";

const statuses = ["pending", "approved", "declined", "withdrawn", "superseded"] as const;
const labels = {
  pending: "Pending",
  approved: "Approved",
  declined: "Declined",
  withdrawn: "Withdrawn",
  superseded: "Superseded",
} as const;
const options = statuses.map((value) => ({ value, label: labels[value] }));
const state = { status: oneOf(statuses), q: usually(text, "") };

/** Submit a package and follow the ones before. The filter stands in the address. */
export function SubmissionsPage({ maxBytes }: { maxBytes: number }) {
  const [search, setSearch] = useAddress(state);
  return (
    <>
      <PageHeader
        title="Submissions"
        description="Submit an agent as a package, see at once what the scan finds, and follow its review."
      />
      <SubmitCard maxBytes={maxBytes} />
      <section aria-labelledby="mine" className="mt-8">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
          <h2 id="mine" className="font-semibold text-base text-fg">
            My submissions
          </h2>
          <div className="flex w-full flex-wrap gap-2 sm:w-auto">
            <SearchInput
              label="Search my submissions"
              placeholder="Search by name"
              className="min-w-40 flex-1 sm:w-56"
              value={search.q}
              maxLength={200}
              onChange={(event) => void setSearch({ q: event.target.value || null })}
            />
            <Select
              aria-label="Status"
              className="w-40"
              placeholder="All statuses"
              options={options}
              value={search.status ?? ""}
              onChange={(event) =>
                void setSearch({ status: statuses.find((one) => one === event.target.value) ?? null })
              }
            />
          </div>
        </div>
        <SubmissionTable search={search} />
      </section>
    </>
  );
}
