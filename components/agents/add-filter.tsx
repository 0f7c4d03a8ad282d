"use client";
import { ListFilterPlus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { filterText, readFilter } from "@/lib/client/agent-filter";
import { addCondition } from "@/lib/client/agent-filter-edit";
import { ConditionEditor } from "./condition-editor";
import type { FilterBarProps } from "./filter-bar";

type AddFilterProps = FilterBarProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** The button with its panel; not beside a filter that chips cannot show. */
export default function AddFilter({ filter, onFilter, open, onOpenChange }: AddFilterProps) {
  const tree = readFilter(filter);
  if (!tree) return null;
  return (
    <ConditionEditor
      label="Add a filter"
      submitLabel="Add filter"
      open={open}
      onOpenChange={onOpenChange}
      onSave={(condition) => onFilter(filterText(addCondition(tree, condition)))}
    >
      <Button>
        <ListFilterPlus aria-hidden />
        Filter
      </Button>
    </ConditionEditor>
  );
}
