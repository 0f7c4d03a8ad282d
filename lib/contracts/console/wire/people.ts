import { z } from "zod";
import { roles } from "@/lib/domain/context";
import { flag, optionalParameter, orderParameter, pageOf, pageParameters, searchText, time } from "./list";
import { emailText, personName } from "./sign-in";

const userFields = {
  id: z.string(),
  email: z.string(),
  name: z.string(),
  instanceAdmin: z.boolean(),
  disabled: z.boolean(),
  invited: z.boolean(),
  twoFactor: z.boolean(),
  workspaceCount: z.number().int(),
  agentCount: z.number().int(),
  createdAt: time,
  lastSignInAt: time.nullable(),
  rev: z.number().int(),
};

export const user = z.strictObject(userFields);
export type User = z.infer<typeof user>;
export const userPage = pageOf(user);
export const invitedUser = z.strictObject({
  ...userFields,
  inviteUrl: z.string().describe("Shown here and never again"),
});
export const userParams = z.object({ user: z.string().max(40) });
export const userListQuery = z.object({
  ...pageParameters,
  orderBy: orderParameter,
  q: searchText,
  disabled: flag,
  instanceAdmin: flag,
});
export const resetLink = z.strictObject({ resetUrl: z.string().describe("Shown here and never again; works an hour") });

export const newUser = z.strictObject({
  email: emailText,
  name: personName.optional(),
  instanceAdmin: z.boolean().optional(),
  workspaces: z
    .array(z.strictObject({ id: z.uuid(), role: z.enum(roles) }))
    .max(100)
    .optional(),
});
export const userChanges = z.strictObject({
  name: personName.optional(),
  instanceAdmin: z.boolean().optional(),
  disabled: z.boolean().optional(),
});

const memberFields = {
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  canSubmit: z.boolean().nullable().describe("null: as the role says"),
  invited: z.boolean(),
  joinedAt: time,
  lastSeenAt: time.nullable(),
};

export const member = z.strictObject(memberFields);
export type Member = z.infer<typeof member>;
export const memberPage = pageOf(member);
export const addedMember = z.strictObject({
  ...memberFields,
  inviteUrl: z
    .string()
    .nullable()
    .describe("For a person who was unknown until now, or never came; shown here and never again"),
});
export const workspaceParams = z.object({ workspace: z.string().max(63) });
export const memberParams = z.object({ workspace: z.string().max(63), user: z.string().max(40) });
export const memberListQuery = z.object({ ...pageParameters, q: searchText });

export const newMember = z.strictObject({
  email: emailText,
  role: z.enum(roles),
  canSubmit: z.boolean().nullable().optional(),
});
export const memberChanges = z.strictObject({
  role: z.enum(roles).optional(),
  canSubmit: z.boolean().nullable().optional(),
});
export const removalQuery = z.object({ reassignTo: optionalParameter(z.string().max(40)) });
