"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Download } from "lucide-react";
import type { MouseEvent } from "react";
import { describeError } from "@/components/patterns/error-state";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { followLink } from "@/lib/client/save-file";
import { exportAddress, transferQueries } from "@/lib/client/transfer-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

type DownloadZipProps = { agent: AgentDetail; version: string; ready: boolean };

/**
 * A link that the browser downloads by itself, so that no zip is ever held by the page. What a link cannot tell, that the
 * export is refused by now, is asked first.
 */
export function DownloadZip({ agent, version, ready }: DownloadZipProps) {
  const client = useQueryClient();
  const address = exportAddress(agent, version);
  const start = useMutation({
    mutationFn: () => client.fetchQuery({ ...transferQueries.contents(agent, version), staleTime: 0, retry: false }),
    onSuccess: () => followLink(address),
  });
  const download = (event: MouseEvent) => {
    event.preventDefault();
    if (!start.isPending) start.mutate();
  };
  return (
    <>
      {start.error && (
        <Alert tone="danger" live title="The export was refused" className="mr-auto w-full">
          {describeError(start.error).message}
        </Alert>
      )}
      {start.data && (
        <p role="status" className="mr-auto flex min-w-0 items-center gap-2 text-muted text-sm">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          <span className="min-w-0 [overflow-wrap:anywhere]">The download of {start.data.file_name} has begun</span>
        </p>
      )}
      {ready ? (
        <Button asChild variant="primary">
          <a href={address} download aria-busy={start.isPending || undefined} onClick={download}>
            {start.isPending ? <Spinner /> : <Download aria-hidden />}
            Download zip
          </a>
        </Button>
      ) : (
        <Button variant="primary" disabled>
          <Download aria-hidden />
          Download zip
        </Button>
      )}
    </>
  );
}
