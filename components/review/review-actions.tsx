"use client";
import { Download, Ellipsis, Hand, ScanSearch, UserCheck } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { useClaimPackage, useRescanPackage } from "@/lib/client/package-mutations";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** Claim, rescan and download, as far as the reader may. */
export function ReviewActions({ pkg }: { pkg: PackageResource }) {
  const what = `${pkg.agentName} ${pkg.version}`;
  const rescan = useRescanPackage(pkg.id);
  const scan = () =>
    rescan.mutate(undefined, {
      onSuccess: () =>
        showToast({ title: `Scanning ${what} again`, description: "The findings are renewed in a moment." }),
      onError: (error) => failed(`${what} was not scanned again`, error),
    });
  return (
    <>
      {pkg.may.includes("claim") && <Claim pkg={pkg} what={what} />}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button aria-label="More actions" className="size-8 px-0">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {pkg.may.includes("rescan") && (
            <DropdownMenuItem icon={<ScanSearch />} onSelect={scan}>
              Scan again
            </DropdownMenuItem>
          )}
          {pkg.may.includes("download") && (
            <DropdownMenuItem asChild>
              <a href={`/api/packages/${pkg.id}/download`} download>
                <Download aria-hidden className="text-muted" />
                Download the package
              </a>
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}

function failed(title: string, error: unknown) {
  showToast({ tone: "danger", title, description: describeError(error).message });
}

function Claim({ pkg, what }: { pkg: PackageResource; what: string }) {
  const { me } = useConsoleSession();
  const claim = useClaimPackage(pkg.id);
  const [asking, setAsking] = useState(false);
  const holder = pkg.claimedBy;
  const mine = holder?.id === me.id;
  const press = () => {
    if (holder && !mine) return setAsking(true);
    const onError = (error: unknown) => failed(`${what} was not ${mine ? "released" : "claimed"}`, error);
    claim.mutate({ claim: !mine }, { onError });
  };
  return (
    <>
      <Button onClick={press} loading={claim.isPending}>
        {mine ? <UserCheck /> : <Hand />}
        {mine ? "Release" : holder ? "Take over" : "Claim"}
      </Button>
      {holder && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Take over the review of ${what}?`}
          confirmLabel="Take over"
          onConfirm={() => claim.mutateAsync({ claim: true, force: true })}
        >
          {holder.name} is reviewing it. Taking over tells others that you do; what {holder.name} has written stays.
        </ConfirmDialog>
      )}
    </>
  );
}
