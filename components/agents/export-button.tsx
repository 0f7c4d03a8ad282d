"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { onDemand } from "@/components/ui/on-demand";
import type { AgentSelection } from "@/lib/client/agent-search";

const RunningExport = onDemand(() => import("./running-export"), "early");

/** Exports what the filter shows, all of it, as a CSV file. */
export function ExportButton({ search }: { search: AgentSelection }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Download aria-hidden />
        Export CSV
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title="Export agents" size="sm">
          <RunningExport search={search} onDone={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
    </>
  );
}
