import { expect, test } from "vitest";
import { seal, unseal } from "./seal";

test("what is sealed opens for its owner alone and shows nothing of what it hides", () => {
  const sealed = seal({ password: "canary" }, "mcp_a");
  expect(unseal(sealed, "mcp_a")).toEqual({ password: "canary" });
  expect(unseal(sealed, "mcp_b")).toBeNull();
  expect(Buffer.from(sealed).includes("canary")).toBe(false);
  expect(Buffer.from(seal({ password: "canary" }, "mcp_a"))).not.toEqual(Buffer.from(sealed));
});

test("an altered, cut or foreign one does not open", () => {
  const sealed = seal(["x"], "a");
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Uint8Array.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(unseal(altered, "a")).toBeNull();
  }
  expect(unseal(sealed.subarray(0, 20), "a")).toBeNull();
  expect(unseal(new Uint8Array(), "a")).toBeNull();
});
