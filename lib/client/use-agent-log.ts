"use client";
import { useEffect, useState } from "react";
import { type AgentLog, emptyLog, followedLog, type LogEvent } from "./agent-log";
import { parseJson } from "./api-error";

const TAIL = 1_000;
/** Lines that come together are shown together, ms. */
const GATHER = 60;
const RETRY = 3_000;
const CLOSED = 2;
const names = ["line", "gap", "state", "end"] as const;

/** Reads a log until the returned function is called. After a refusal the browser gives up, so a new source is made. */
function openLog(url: string, onEvent: (event: LogEvent) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    const current = new EventSource(url);
    source = current;
    current.addEventListener("open", () => onEvent({ type: "open" }));
    current.addEventListener("error", () => {
      onEvent({ type: "lost" });
      if (current.readyState === CLOSED) timer = setTimeout(open, RETRY);
    });
    for (const type of names) {
      current.addEventListener(type, (message) => {
        onEvent({ type, data: parseJson(message.data) });
        if (type === "end") close();
      });
    }
  };
  open();
  return close;
}

/** An agent's log, live as long as the component is shown: the last thousand lines, then what comes. */
export function useAgentLog(agentId: string): AgentLog {
  const [log, setLog] = useState<AgentLog>(emptyLog);
  useEffect(() => {
    let waiting: LogEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const events = waiting;
      waiting = [];
      setLog((current) => followedLog(current, events));
    };
    const close = openLog(`/api/runtime/${encodeURIComponent(agentId)}/logs?tail=${TAIL}`, (event) => {
      waiting.push(event);
      timer ??= setTimeout(flush, GATHER);
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [agentId]);
  return log;
}
