import { z } from "zod";

const MOST_BYTES = 1_024;

export const loginForm = z.object({
  username: z.string().min(1).describe("The e-mail, in any case"),
  password: z
    .string()
    .min(1)
    .refine((text) => new TextEncoder().encode(text).length <= MOST_BYTES, `must have at most ${MOST_BYTES} bytes`),
  totp: z.string().max(20).nullish().describe("Six digits or a recovery code, when two-factor is on"),
});

export const loggedIn = z.strictObject({
  token: z.string(),
  access_token: z.string(),
  token_type: z.literal("bearer"),
});
