"use client";
import { Puzzle } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";

/** Nothing to see under this address. */
export function PluginAbsent() {
  return (
    <>
      <PageHeader title="Plugin" crumbs={[{ label: "Plugins", href: consolePaths.plugins }, { label: "Not here" }]} />
      <EmptyState
        icon={<Puzzle />}
        title="This plugin is not here"
        actions={
          <Button asChild>
            <Link href={consolePaths.plugins}>Go to the marketplace</Link>
          </Button>
        }
      >
        It waits for its approval, it was taken from the marketplace, or the address is wrong.
      </EmptyState>
    </>
  );
}
