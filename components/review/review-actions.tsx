"use client";
import { Download, Ellipsis, ScanSearch } from "lucide-react";
import { describeError } from "@/components/patterns/error-state";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import { useRescanPackage } from "@/lib/client/package-mutations";
import { reviewablePackage } from "@/lib/client/reviewable";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { ClaimButton } from "./claim-button";

/** Claim, rescan and download, as far as the reader may. */
export function ReviewActions({ pkg }: { pkg: PackageResource }) {
  const what = `${pkg.agentName} ${pkg.version}`;
  const rescan = useRescanPackage(pkg.id);
  const scan = () =>
    rescan.mutate(undefined, {
      onSuccess: () =>
        showToast({ title: `Scanning ${what} again`, description: "The findings are renewed in a moment." }),
      onError: (error) =>
        showToast({
          tone: "danger",
          title: `${what} was not scanned again`,
          description: describeError(error).message,
        }),
    });
  return (
    <>
      <ClaimButton review={reviewablePackage(pkg)} />
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
