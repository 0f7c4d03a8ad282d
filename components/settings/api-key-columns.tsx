"use client";
import type { DataColumn } from "@/components/patterns/data-column";
import { Badge } from "@/components/ui/badge";
import { Code } from "@/components/ui/code";
import { Time } from "@/components/ui/time";
import type { ShownApiKey } from "@/lib/client/api-key-queries";
import { useNow } from "@/lib/client/use-now";
import type { ApiKey } from "@/lib/contracts/console/wire/api-keys";
import type { Me } from "@/lib/contracts/console/wire/me";
import { ApiKeyMenu } from "./api-key-menu";

/** Until when a key works, as far as the page knows; the server decides anew at each use. */
function State({ apiKey }: { apiKey: ApiKey }) {
  const now = useNow();
  if (apiKey.revokedAt) return <Badge tone="danger">Revoked</Badge>;
  if (now !== null && Date.parse(apiKey.expiresAt) <= now) return <Badge>Expired</Badge>;
  return (
    <span>
      Until <Time value={apiKey.expiresAt} absolute />
    </span>
  );
}

/** The columns of the keys' table; `onShown` gets a key with its new secret. */
export function apiKeyColumns(me: Me, onShown: (key: ShownApiKey) => void): readonly DataColumn<ApiKey>[] {
  const placeOf = (id: string) => me.workspaces.find((one) => one.id === id)?.name ?? "another workspace";
  return [
    {
      id: "name",
      header: "Key",
      primary: true,
      cell: ({ name }) => name,
      detail: ({ prefix, createdBy, workspaceId }) => (
        <span className="truncate text-muted text-xs">
          <Code>{prefix}…</Code> {createdBy === me.id ? "yours" : "of another member"} · {placeOf(workspaceId)}
        </span>
      ),
    },
    { id: "scopes", header: "Scopes", className: "w-40", cell: ({ scopes }) => scopes.join(", ") },
    { id: "contract", header: "Contract", className: "w-28", secondary: true, cell: ({ contract }) => contract },
    {
      id: "lastUsedAt",
      header: "Last used",
      className: "w-32",
      cell: ({ lastUsedAt }) => <Time value={lastUsedAt} fallback="never" />,
    },
    { id: "expiresAt", header: "Works", className: "w-48", cell: (one) => <State apiKey={one} /> },
    {
      id: "actions",
      header: "Actions",
      className: "w-20",
      cell: (one) =>
        one.revokedAt ? "–" : <ApiKeyMenu apiKey={one} mine={one.createdBy === me.id} onShown={onShown} />,
    },
  ];
}
