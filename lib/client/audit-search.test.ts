import { expect, test } from "vitest";
import { type AuditSearch, auditParameters, isNarrowedAudit } from "./audit-search";

const whole: AuditSearch = {
  ...{ q: "", actor: "", action: "", target: "", outcome: null, override: false, time: null, since: "", until: "" },
  scope: "workspace",
};
const now = Date.parse("2026-03-02T12:00:00Z");
const written = (change: Partial<AuditSearch>) => Object.fromEntries(auditParameters({ ...whole, ...change }, now));

test("the whole trail has no parameters, and the scope is no filter", () => {
  expect(written({ scope: "all" })).toEqual({});
  expect([isNarrowedAudit({ ...whole, scope: "all" }), isNarrowedAudit({ ...whole, override: true })]).toEqual([
    false,
    true,
  ]);
});

test("filters become parameters; a preset counts back from now and goes before days", () => {
  expect(
    written({ q: " x ", actor: "usr_1", action: "agent.*", target: "agt_1", outcome: "denied", override: true }),
  ).toEqual({ q: "x", actorId: "usr_1", action: "agent.*", targetId: "agt_1", outcome: "denied", override: "true" });
  expect(written({ time: "24h", since: "2020-01-01", until: "2020-01-01" })).toEqual({
    from: "2026-03-01T12:00:00.000Z",
  });
});

test("days are whole days of the reader; what is no day is passed over", () => {
  const { from = "", to = "" } = written({ since: "2026-03-01", until: "2026-03-01" });
  expect([new Date(from).getHours(), Date.parse(to) - Date.parse(from)]).toEqual([0, 86_400_000]);
  expect(written({ since: "yesterday", until: "2026-3-1" })).toEqual({});
});
