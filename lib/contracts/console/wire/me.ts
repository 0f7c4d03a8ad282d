import { z } from "zod";
import { contractNames, roles, scopes } from "@/lib/domain/context";
import { themes } from "@/lib/domain/users/rules";
import { pageOf, time } from "./list";
import { newPassword, personName } from "./sign-in";

const ownWorkspace = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles),
  canSubmit: z.boolean().describe("Whether a submission there would be accepted now"),
});

export const me = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  instanceAdmin: z.boolean(),
  twoFactor: z.boolean(),
  defaultWorkspaceId: z.string().nullable(),
  locale: z.string(),
  theme: z.enum(themes),
  shortcuts: z.boolean(),
  workspaces: z.array(ownWorkspace),
  credential: z.strictObject({
    kind: z.enum(["session", "token", "key"]),
    scopes: z.array(z.enum(scopes)).nullable(),
    contract: z.enum(contractNames),
    expiresAt: time,
  }),
  unread: z.number().int(),
});
export type Me = z.infer<typeof me>;

export const myChanges = z.strictObject({
  name: personName.optional(),
  defaultWorkspaceId: z.uuid().optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "must be a language such as 'en' or 'de-AT'")
    .optional(),
  theme: z.enum(themes).optional(),
  shortcuts: z.boolean().optional(),
});

export const passwordChange = z.strictObject({ current: z.string().max(2_000), new: newPassword });

export const session = z.strictObject({
  id: z.string(),
  kind: z.enum(["browser", "token"]),
  current: z.boolean(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
});
export type Session = z.infer<typeof session>;
export const sessionPage = pageOf(session);
export const sessionParams = z.object({ session: z.string().max(40) });
export const count = z.strictObject({ count: z.number().int() });
