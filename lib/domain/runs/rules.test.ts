import { expect, test } from "vitest";
import { nextRunStep, type SeenState, windowOf } from "@/lib/domain/runs/rules";

const wish = (wanted: boolean, noted: SeenState, more = {}) => ({
  ...{ wanted, noted, deleted: false, notedDoor: noted === "running", port: null },
  ...more,
});

test.each([
  ["nobody's run is removed", null, "running", "remove"],
  ["nobody's nothing is nothing", null, null, "nothing"],
  ["a deleted agent's run is removed", wish(false, "running", { deleted: true }), "exited", "remove"],
  ["a deleted agent without a run is noted", wish(false, "running", { deleted: true }), null, "note_stop"],
  [
    "a deleted agent's port is free once its run has gone",
    wish(false, "stopped", { deleted: true, port: 1 }),
    null,
    "note_stop",
  ],
  ["a deleted agent is left alone", wish(false, "stopped", { deleted: true }), null, "nothing"],
  ["what should not run is stopped", wish(false, "running"), "running", "stop"],
  ["what is stopped is noted", wish(false, "running"), "stopped", "note_stop"],
  ["what is noted as stopped stays", wish(false, "stopped"), "exited", "nothing"],
  ["what should run is started", wish(true, "stopped"), null, "start"],
  ["after a stop of ours it is started again", wish(true, "running"), "stopped", "start"],
  ["after its supervisor ended it is started again", wish(true, "running"), null, "start"],
  ["an old run that ended does not hinder a start", wish(true, "stopped"), "exited", "start"],
  ["an end by itself is noted", wish(true, "running"), "exited", "note_exit"],
  ["what ended by itself stays ended", wish(true, "exited"), "exited", "nothing"],
  ["a run that is not noted is adopted", wish(true, "stopped"), "running", "adopt"],
  ["a run that is noted stays", wish(true, "running"), "running", "nothing"],
] as const)("%s", (_name, wished, seen, step) => expect(nextRunStep(wished, seen).kind).toBe(step));

test("models have windows, unknown ones 200,000 tokens", () => {
  expect(windowOf(null)).toBe(200_000);
  expect(windowOf("sonnet-4.5")).toBe(200_000);
  expect(windowOf("gemini-2.5-pro")).toBe(1_000_000);
});
