import { expect, test } from "vitest";
import { describeUserAgent } from "@/lib/client/user-agent";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    "Chrome on Windows",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"],
  ["curl/8.9.1", "curl"],
  ["agent-runner/2", "agent-runner/2"],
  [null, "Unknown program"],
])("%s is %s", (text, said) => {
  expect(describeUserAgent(text)).toBe(said);
});
