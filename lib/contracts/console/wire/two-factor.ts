import { z } from "zod";

const password = z.string().max(2_000);
/** Six digits from an authenticator app, or a recovery code. */
const code = z.string().trim().min(1, "must not be empty").max(40);

export const enrolmentRequest = z.strictObject({ password });
export const enrolment = z.strictObject({
  secret: z.string().describe("Base32, for apps that cannot scan"),
  uri: z.string(),
  qrSvg: z.string().describe("The same as a picture"),
});
export type Enrolment = z.infer<typeof enrolment>;

export const confirmation = z.strictObject({ code });
export const factorProof = z.strictObject({ password, code });
export const recoveryCodes = z.strictObject({
  recoveryCodes: z.array(z.string()).describe("Shown here and never again; each signs in once"),
});
export type RecoveryCodes = z.infer<typeof recoveryCodes>;
