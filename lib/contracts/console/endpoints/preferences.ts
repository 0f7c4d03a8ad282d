import { consoleContract } from "@/lib/contracts/console/contract";
import { newPreferences, preferences } from "@/lib/contracts/console/wire/preferences";
import { getPreferences, setPreferences } from "@/lib/domain/notifications/set-preferences";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** Of what the caller is told. */
export const showPreferences = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/me/notification-preferences",
  summary: "Of what you are told, and how",
  reply: json(preferences),
  verb: getPreferences,
  handle: ({ ctx }) => getPreferences(ctx, null),
});

/** Replaces the choice. */
export const replacePreferences = endpoint({
  contract: consoleContract,
  method: "PUT",
  path: "/api/me/notification-preferences",
  summary: "Choose of what you are told",
  description: "Kinds that are left out go back to the usual; `security` cannot be switched off.",
  body: jsonBody(newPreferences),
  reply: json(preferences),
  verb: setPreferences,
  handle: ({ ctx, body }) => setPreferences(ctx, body),
});
