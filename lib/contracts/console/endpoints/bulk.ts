import { consoleContract } from "@/lib/contracts/console/contract";
import { toBulkRequest, toBulkResult } from "@/lib/contracts/console/present/bulk";
import { bulkBody, bulkResult } from "@/lib/contracts/console/wire/bulk";
import { runBulk } from "@/lib/domain/bulk/run-bulk";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** One action on many things. */
export const runInBulk = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/bulk",
  summary: "Do one thing to up to 100 agents, packages or notifications",
  description:
    "Answers 200 whenever the request itself is valid; each item has its own right, transaction and audit event, and says what became of it.",
  body: jsonBody(bulkBody),
  reply: json(bulkResult),
  verb: runBulk,
  handle: async ({ ctx, body }) => toBulkResult(await runBulk(ctx, toBulkRequest(body))),
});
