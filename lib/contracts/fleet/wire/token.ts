import { z } from "zod";

export const tokenForm = z.object({
  username: z.string().describe("The e-mail"),
  password: z.string(),
  totp: z.string().max(20).optional().describe("Six digits or a recovery code, when two-factor is on"),
});

export const issuedToken = z.strictObject({ access_token: z.string(), token_type: z.literal("bearer") });
