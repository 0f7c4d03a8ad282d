import { consoleContract } from "@/lib/contracts/console/contract";
import { personaParams, personaUses } from "@/lib/contracts/console/wire/persona";
import { listPersonaUses } from "@/lib/domain/personas/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Who speaks as a persona. */
export const showPersonaUses = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/console/personas/{persona}/uses",
  summary: "Agents that speak as a persona, live ones first, and whether you may change it",
  params: personaParams,
  reply: json(personaUses),
  faults: ["not_found"],
  verb: listPersonaUses,
  handle: ({ ctx, params }) => listPersonaUses(ctx, { id: params.persona }),
});
