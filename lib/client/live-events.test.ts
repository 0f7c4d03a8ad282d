import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LiveState, openLiveEvents, outdatedQueries, type Source } from "./live-events";

/** Stands in for the browser's EventSource, which Node does not have. */
class TestSource extends EventTarget implements Source {
  readyState = 0;
  closed = false;
  close() {
    this.closed = true;
    this.readyState = 2;
  }
  say(event: string) {
    this.dispatchEvent(new Event(event));
  }
  refuse() {
    this.readyState = 2;
    this.say("error");
  }
}

function listen() {
  const sources: TestSource[] = [];
  const states: LiveState[] = [];
  const told: string[] = [];
  const stop = openLiveEvents(
    "/api/events",
    {
      onEvent: (event) => told.push(event),
      onResync: () => told.push("all"),
      onEnded: () => told.push("ended"),
      onState: (state) => states.push(state),
    },
    () => {
      const source = new TestSource();
      sources.push(source);
      return source;
    },
  );
  const last = () => {
    const source = sources.at(-1);
    if (!source) throw new Error("nothing was opened");
    return source;
  };
  return { sources, states, told, stop, last };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("events are told by name and outdate the queries of their noun", () => {
  const { last, told } = listen();
  last().say("package_submitted");
  expect(told).toEqual(["package_submitted"]);
  expect(outdatedQueries("package_submitted")).toContain("review");
  expect(outdatedQueries("agent_loaded")).toEqual(expect.arrayContaining(["agents", "packages"]));
  expect(outdatedQueries("persona_changed")).toEqual(["personas", "agents"]);
  expect(outdatedQueries("stats")).toEqual([]);
});

test("what came before the stream stood is loaded again; a lost connection is left to the browser, which resumes where it was", () => {
  const { last, states, told, sources } = listen();
  last().say("open");
  last().say("error");
  last().say("open");
  vi.advanceTimersByTime(60_000);
  expect(states).toEqual(["live", "interrupted", "live"]);
  expect([sources.length, told]).toEqual([1, ["all"]]);
});

test("after a refusal a new source is made, later each time, and everything is loaded again", () => {
  const { last, told, sources } = listen();
  last().refuse();
  vi.advanceTimersByTime(1_000);
  last().refuse();
  vi.advanceTimersByTime(1_999);
  expect(sources.length).toBe(2);
  vi.advanceTimersByTime(1);
  expect(sources.length).toBe(3);
  last().say("open");
  expect(told).toEqual(["all"]);
});

test("the end of the session is told once and nothing is opened again", () => {
  const { last, told, sources } = listen();
  last().say("open");
  last().say("session_ended");
  last().refuse();
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["all", "ended"]);
  expect([sources.length, last().closed]).toEqual([1, true]);
});

test("nothing is opened again once it was stopped", () => {
  const { last, stop, sources } = listen();
  last().refuse();
  stop();
  vi.advanceTimersByTime(60_000);
  expect(sources.length).toBe(1);
});
