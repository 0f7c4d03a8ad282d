import { expect, test } from "vitest";
import { isAgentToken, newAgentToken, sentValue } from "@/lib/auth/agent-token";
import { newApiKey } from "@/lib/auth/secrets";

test("a runtime token is known as ours without asking anybody, and no other text is", () => {
  const token = newAgentToken();
  expect(token).toMatch(/^mra_[A-Za-z0-9_-]{65}$/);
  expect(isAgentToken(token)).toBe(true);
  expect(newAgentToken()).not.toBe(token);
  const other = (at: number) => `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
  for (const forged of [other(4), other(46), other(47), token.slice(0, -1), `${token}A`, "mra_", newApiKey().key, ""])
    expect(isAgentToken(forged), forged).toBe(false);
  // The last character carries two bits, so that sixteen endings stand for the same bytes; only one of them is the token.
  const endings = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
  expect(endings.map((end) => `${token.slice(0, -1)}${end}`).filter(isAgentToken)).toEqual([token]);
});

test("a credential stands in its header with or without Bearer", () => {
  const sent = (authorization: string) => sentValue(new Headers({ authorization }));
  expect(["Bearer mra_x", "bearer  mra_x", " mra_x "].map(sent)).toEqual(["mra_x", "mra_x", "mra_x"]);
  expect([sent(""), sentValue(new Headers())]).toEqual([null, null]);
});
