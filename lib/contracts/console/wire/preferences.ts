import { z } from "zod";
import { type NotificationKind, notificationKinds } from "@/lib/domain/notifications/rules";

const ways = z.strictObject({ app: z.boolean(), mail: z.boolean().describe("Kept; mail is not set up yet") });
const shape = Object.fromEntries(notificationKinds.map((kind) => [kind, ways])) as Record<
  NotificationKind,
  typeof ways
>;

export const preferences = z.strictObject(shape);
export type Preferences = z.infer<typeof preferences>;
/** Kinds that are not named go back to the usual. */
export const newPreferences = preferences.partial();
