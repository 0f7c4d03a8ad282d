"use client";
import { useQuery } from "@tanstack/react-query";
import { TextLink } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import { isSecretSet, secretName, serverOf } from "@/lib/client/import-secrets";
import { namedIn } from "@/lib/client/import-words";
import { resourceQueries } from "@/lib/client/resource-queries";
import type { AssignedThing } from "@/lib/contracts/console/wire/assignment";
import type { Omission } from "@/lib/contracts/releases/wire/transfers";
import { Lack } from "./lack";

type OpenSecretProps = { secret: Omission; servers: readonly AssignedThing[] };

/** A value that did not travel, with the MCP server where it is set; done once the server has one. */
export function OpenSecret({ secret, servers }: OpenSecretProps) {
  const named = namedIn(secret.message) ?? "";
  const server = serverOf(servers, named);
  const title = `${secretName(secret.path)} of MCP server ${server?.name ?? named}`;
  const { data } = useQuery({ ...resourceQueries.one("mcp-servers", server?.id ?? ""), enabled: server !== null });
  return (
    <Lack
      title={title}
      done={data !== undefined && isSecretSet(data, secret.path)}
      action={
        server && (
          <TextLink
            className="shrink-0"
            href={consolePaths.resource("mcp-servers", server.id)}
            aria-label={`Set it: ${title}`}
          >
            Set it
          </TextLink>
        )
      }
    >
      Secrets do not travel with an export.
    </Lack>
  );
}
