import { createServer } from "node:http";
import { expect, test } from "vitest";
import { isDecodable, refuseAddress } from "./malformed-address";

test("only broken percent-encoding in the path counts", () => {
  expect(["/api/%zz", "/api/%", "/api/%ff", "/%e0%a4"].map(isDecodable)).toEqual([false, false, false, false]);
  expect(["/api/%41", "/api/ä", "/x?q=%zz", ""].map(isDecodable)).toEqual([true, true, true, true]);
});

test("it is refused as the API refuses, with the request's own id", async () => {
  const server = createServer((request, response) => void refuseAddress(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const headers = { "x-request-id": "req_address" };
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/api/%zz`, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: { code: "invalid_parameter", requestId: "req_address" } },
    ]);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  } finally {
    server.close();
  }
});
