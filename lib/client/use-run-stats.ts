"use client";
import { useEffect, useState } from "react";
import { isRecord } from "./is-record";
import { openStream } from "./open-stream";
import { keptReadings, type LiveReading } from "./run-load";

const measured = (value: unknown) => (typeof value === "number" ? value : null);

function readingOf(data: unknown): LiveReading | null {
  // Nothing is told before the first measurement: nulls are no reading.
  if (!isRecord(data) || typeof data.statsAt !== "string" || typeof data.cpuPercent !== "number") return null;
  return {
    at: Date.parse(data.statsAt),
    cpuPercent: data.cpuPercent,
    memoryBytes: measured(data.memoryUsedBytes),
    memoryLimitBytes: measured(data.memoryLimitBytes),
    networkRxBytes: measured(data.networkRxBytes),
    networkTxBytes: measured(data.networkTxBytes),
  };
}

/** What a running agent uses, measured while the component is shown. Readings stay after the run. */
export function useRunStats(agentId: string, running: boolean): readonly LiveReading[] {
  const [readings, setReadings] = useState<readonly LiveReading[]>([]);
  useEffect(() => {
    if (!running) return;
    return openStream(`/api/runtime/${encodeURIComponent(agentId)}/stats`, {
      names: ["stats"],
      onEvent: (_, data) => {
        const reading = readingOf(data);
        if (reading) setReadings((kept) => keptReadings(kept, reading));
      },
    });
  }, [agentId, running]);
  return readings;
}
