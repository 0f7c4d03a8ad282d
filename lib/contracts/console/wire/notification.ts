import { z } from "zod";
import { flag, optionalParameter, pageOf, pageParameters, time } from "./list";

export const notification = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  target: z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  readAt: time.nullable(),
  createdAt: time,
});
export type Notification = z.infer<typeof notification>;
export const notificationPage = pageOf(notification);
export const notificationParams = z.strictObject({ id: z.string().min(1).max(60) });
export const notificationQuery = z.strictObject({
  ...pageParameters,
  unread: flag,
  kind: optionalParameter(z.string().max(60)),
});
export const notificationPatch = z.strictObject({ read: z.boolean() });
export const markedCount = z.strictObject({ count: z.number().int() });
