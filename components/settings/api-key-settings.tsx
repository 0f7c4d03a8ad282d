"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { lazy, useMemo, useState } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { PageTable } from "@/components/patterns/page-table";
import { ShownOnceDialog } from "@/components/patterns/shown-once-dialog";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { FirstUse } from "@/components/ui/on-demand";
import { Time } from "@/components/ui/time";
import { apiKeyQueries, type ShownApiKey } from "@/lib/client/api-key-queries";
import { useConsoleSession } from "@/lib/client/console-session";
import { apiKeyColumns } from "./api-key-columns";

const CreateKeyDialog = lazy(() =>
  import("./create-key-dialog").then(({ CreateKeyDialog }) => ({ default: CreateKeyDialog })),
);

/** Keys for programs: own ones, and for admins those of the workspace. */
export function ApiKeySettings() {
  const { me, workspace } = useConsoleSession();
  const query = useInfiniteQuery(apiKeyQueries.list());
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<ShownApiKey | null>(null);
  const columns = useMemo(() => apiKeyColumns(me, setShown), [me]);
  const create = workspace && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      New API key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        description="A key lets a program act as you, within its scopes and your present rights."
        actions={create}
      />
      <PageTable
        query={query}
        what="the API keys"
        label="API keys"
        columns={columns}
        rowId={({ id }) => id}
        empty={
          <EmptyState icon={<KeyRound />} title="No API keys yet" actions={create}>
            Give each program a key of its own: then you see when it was last used, and can end it alone.
          </EmptyState>
        }
      />
      <FirstUse when={creating}>
        <CreateKeyDialog open={creating} onOpenChange={setCreating} onCreated={setShown} />
      </FirstUse>
      <ShownOnceDialog
        value={shown?.key ?? null}
        title={`Copy the key ${shown?.name ?? ""}`}
        what="API key"
        onClose={() => setShown(null)}
      >
        Send it as <Code>Authorization: Bearer msk_…</Code>. It works until{" "}
        <Time value={shown?.expiresAt ?? null} absolute />.
      </ShownOnceDialog>
    </>
  );
}
