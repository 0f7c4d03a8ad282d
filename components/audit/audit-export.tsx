"use client";
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import { auditExportPath } from "@/lib/client/audit-queries";
import type { AuditSearch } from "@/lib/client/audit-search";
import { MOST_EXPORTED } from "@/lib/domain/audit/rules";

/** The browser saves the stream itself; nothing of it is kept in the page. */
function save(search: AuditSearch, place: string | null, format: "csv" | "json"): void {
  const link = document.createElement("a");
  link.href = auditExportPath(search, place, format);
  link.download = "";
  link.click();
  showToast({ tone: "info", title: `The ${format.toUpperCase()} file is being downloaded` });
}

type AuditExportProps = { search: AuditSearch; place: string | null; total: number | undefined };

/** Saves what the filters show, in one of two formats. */
export function AuditExport({ search, place, total }: AuditExportProps) {
  const tooMany = total !== undefined && total > MOST_EXPORTED;
  const counted = total === undefined ? "" : `${total.toLocaleString("en")} ${total === 1 ? "event" : "events"}`;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{tooMany ? `${counted}: narrow the time first` : counted || "Events"}</DropdownMenuLabel>
        <DropdownMenuItem disabled={tooMany} onSelect={() => save(search, place, "csv")}>
          CSV
        </DropdownMenuItem>
        <DropdownMenuItem disabled={tooMany} onSelect={() => save(search, place, "json")}>
          JSON
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
