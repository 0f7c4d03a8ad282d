"use client";
import { useEffect, useState } from "react";
import { z } from "zod";
import { parseJson } from "./api-error";
import { keptReadings, type LiveReading } from "./run-load";

const RETRY = 3_000;
const CLOSED = 2;

const stats = z.object({
  statsAt: z.string().nullable(),
  cpuPercent: z.number().nullable(),
  memoryUsedBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
  networkRxBytes: z.number().nullable(),
  networkTxBytes: z.number().nullable(),
});

function readingOf(text: string): LiveReading | null {
  const parsed = stats.safeParse(parseJson(text));
  // Nothing is told before the first measurement: nulls are no reading.
  if (!parsed.success || parsed.data.statsAt === null || parsed.data.cpuPercent === null) return null;
  const { statsAt, memoryUsedBytes: memoryBytes, ...rest } = parsed.data;
  return { ...rest, memoryBytes, at: Date.parse(statsAt) };
}

/** Reads the stream until the returned function is called, anew after a refusal; it ends by itself when the agent stops. */
function openStats(url: string, onReading: (reading: LiveReading) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  const open = () => {
    const current = new EventSource(url);
    source = current;
    current.addEventListener("stats", (message) => {
      const reading = readingOf(message.data);
      if (reading) onReading(reading);
    });
    current.addEventListener("end", close);
    current.addEventListener("error", () => {
      if (current.readyState === CLOSED) timer = setTimeout(open, RETRY);
    });
  };
  open();
  return close;
}

/** What a running agent uses, measured while the component is shown. Readings stay after the run. */
export function useRunStats(agentId: string, running: boolean): readonly LiveReading[] {
  const [readings, setReadings] = useState<readonly LiveReading[]>([]);
  useEffect(() => {
    if (!running) return;
    return openStats(`/api/runtime/${encodeURIComponent(agentId)}/stats`, (reading) =>
      setReadings((kept) => keptReadings(kept, reading)),
    );
  }, [agentId, running]);
  return readings;
}
