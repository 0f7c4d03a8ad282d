"use client";
import { useEffect, useState } from "react";
import { type AgentLog, emptyLog, followedLog, type LogEvent } from "./agent-log";
import { openStream } from "./open-stream";

const TAIL = 1_000;
/** Lines that come together are shown together, ms. */
const GATHER = 60;
const names = ["line", "gap", "state", "end"] as const;

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
    const take = (event: LogEvent) => {
      waiting.push(event);
      timer ??= setTimeout(flush, GATHER);
    };
    const close = openStream(`/api/runtime/${encodeURIComponent(agentId)}/logs?tail=${TAIL}`, {
      names,
      onEvent: (type, data) => take({ type, data }),
      onOpen: () => take({ type: "open" }),
      onLost: () => take({ type: "lost" }),
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [agentId]);
  return log;
}
