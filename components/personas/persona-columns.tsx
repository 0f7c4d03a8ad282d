import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Time } from "@/components/ui/time";
import type { PersonaItem } from "@/lib/contracts/plugins/wire/personas";
import { ScopeBadge } from "./scope-badge";

const none = <span className="text-subtle">–</span>;

/** The columns of the list of personas. */
export const personaColumns: readonly DataColumn<PersonaItem>[] = [
  {
    id: "name",
    header: "Name",
    primary: true,
    cell: ({ name }) => <VisibleText text={name} />,
    detail: ({ description, voice_description }) =>
      (description || voice_description) && (
        <span className="truncate font-normal text-muted text-xs leading-4">
          <VisibleText text={description || voice_description || ""} />
        </span>
      ),
  },
  { id: "scope", header: "Usable in", className: "w-32", cell: ({ scope }) => <ScopeBadge scope={scope} /> },
  {
    id: "category",
    header: "Category",
    className: "w-40",
    cell: ({ category }) => (category ? <VisibleText text={category} /> : none),
  },
  {
    id: "temperature",
    header: "Suggested temperature",
    className: "w-48",
    cell: ({ suggested_temperature: value }) => (value === null ? none : <span className="tabular-nums">{value}</span>),
  },
  {
    id: "updatedAt",
    header: "Updated",
    className: "w-32",
    secondary: true,
    cell: (row) => <Time value={row.updated_at} />,
  },
];
