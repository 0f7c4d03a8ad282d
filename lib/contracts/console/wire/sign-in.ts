import { z } from "zod";
import { LONGEST_NAME } from "@/lib/domain/users/rules";

const LONGEST_TOKEN = 200;

/** Text on one line, without blanks around it. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most)
    .regex(/^\P{Cc}*$/u, "must be one line of text");

export const personName = line(LONGEST_NAME);
/** Whether it is one address is decided by the domain. */
export const emailText = z.string().min(3).max(254);
/** What makes a good password is decided by the domain. */
export const newPassword = z.string().max(2_000);

export const setupState = z.strictObject({ needed: z.literal(true) });

export const setupForm = z.strictObject({
  token: z.string().max(LONGEST_TOKEN),
  email: emailText,
  name: personName,
  password: newPassword,
  workspaceName: line(100),
  sample: z.boolean().default(false),
});
export const setUp = z.strictObject({ userId: z.string(), workspaceId: z.string() });

export const signInOptions = z.strictObject({
  password: z.boolean(),
  oidc: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  mail: z.boolean(),
  setupNeeded: z.boolean(),
  name: z.string(),
});
export type SignInOptions = z.infer<typeof signInOptions>;

export const acceptance = z.strictObject({
  token: z.string().max(LONGEST_TOKEN),
  name: personName,
  password: newPassword,
});
export const accepted = z.strictObject({ userId: z.string() });

export const forgottenPassword = z.strictObject({ email: emailText });
export const passwordReset = z.strictObject({ token: z.string().max(LONGEST_TOKEN), password: newPassword });
