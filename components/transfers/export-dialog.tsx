"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { exportChoices, firstChoice } from "@/lib/client/export-choices";
import { releaseQueries } from "@/lib/client/release-queries";
import { transferQueries } from "@/lib/client/transfer-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { DownloadZip } from "./download-zip";
import { ExportReport } from "./export-report";

type ExportDialogProps = {
  agent: AgentDetail;
  /** Label of the version to begin with; default: the draft where there is one, else what is live. */
  version?: string;
  onClose: () => void;
};

/** The zip of an agent: which version, what is in it, what stays here, and the download. */
export default function ExportDialog({ agent, version, onClose }: ExportDialogProps) {
  const history = useInfiniteQuery(releaseQueries.history(agent.id));
  const labels = history.data?.pages.flatMap((page) => page.data.map(({ label }) => label)) ?? [];
  const choices = exportChoices(agent, version === undefined ? labels : [version, ...labels]);
  const [picked, setPicked] = useState(firstChoice(agent, version));
  const query = useQuery(transferQueries.contents(agent, picked));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Export ${agent.name}`}
        description="A zip that another workspace, or another product that reads the format, can import."
        size="lg"
      >
        <DialogBody>
          <Field label="Version" className="max-w-64">
            {(control) => (
              <Select
                {...control}
                options={choices}
                value={picked}
                onChange={({ target }) => setPicked(target.value)}
              />
            )}
          </Field>
          <QueryView query={query} what="what the zip holds">
            {(contents) => <ExportReport contents={contents} />}
          </QueryView>
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
          <DownloadZip key={picked} agent={agent} version={picked} ready={query.isSuccess} />
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
