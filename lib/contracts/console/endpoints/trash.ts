import { consoleContract } from "@/lib/contracts/console/contract";
import { trashPage, trashQuery } from "@/lib/contracts/console/wire/trash";
import { listTrash } from "@/lib/domain/trash/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const LIMIT = 100;

/** The workspace's deleted agents. */
export const listDeletedAgents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/trash",
  summary: "Deleted agents of the workspace, with the time they have left",
  query: trashQuery,
  reply: json(trashPage),
  faults: ["invalid_cursor", "invalid_order_by"],
  verb: listTrash,
  handle: ({ ctx, query }) => listTrash(ctx, { ...query, limit: query.limit ?? LIMIT }),
});
