import { expect, test } from "vitest";
import { createLogger } from "@/lib/log";

function givenLogger() {
  const lines: string[] = [];
  const logger = createLogger({ write: (line) => lines.push(line) });
  logger.level = "info";
  return { logger, logged: () => lines.map((line) => JSON.parse(line)) };
}

test.each(["err", "error"])("%s is logged with its words, place and code, without its connection", (name) => {
  const { logger, logged } = givenLogger();
  const error = Object.assign(new Error("terminating connection"), { code: "57P01", client: { user: "muster" } });
  logger.error({ [name]: error }, "idle client");
  const [{ [name]: written }] = logged();
  expect(written).toEqual({
    ...{ type: "Error", message: "terminating connection", code: "57P01" },
    stack: expect.stringContaining("log.test.ts"),
  });
});

test("what is no error is logged as it is, and secrets are left out by name", () => {
  const { logger, logged } = givenLogger();
  logger.info({ error: "words", token: "t0ken", door: { password: "passw0rd" } }, "said");
  expect(logged()).toMatchObject([{ error: "words", token: "[hidden]", door: { password: "[hidden]" }, msg: "said" }]);
});
