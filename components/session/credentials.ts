import { z } from "zod";

/** What the sign-in form asks for. */
export const credentials = z.object({
  email: z.string().trim().min(1, "Enter your e-mail address"),
  password: z.string().min(1, "Enter your password"),
  totp: z
    .string()
    .trim()
    .regex(/^(\d{3} ?\d{3}|[a-zA-Z2-9]{4}(-?[a-zA-Z2-9]{4}){3})?$/, "Six digits, or a recovery code"),
});
export type Credentials = z.infer<typeof credentials>;
