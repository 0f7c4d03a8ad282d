"use client";
import { useEffect, useState } from "react";
import { z } from "zod";
import { openStream } from "./open-stream";
import { keptReadings, type LiveReading } from "./run-load";

const stats = z.object({
  statsAt: z.string().nullable(),
  cpuPercent: z.number().nullable(),
  memoryUsedBytes: z.number().nullable(),
  memoryLimitBytes: z.number().nullable(),
  networkRxBytes: z.number().nullable(),
  networkTxBytes: z.number().nullable(),
});

function readingOf(data: unknown): LiveReading | null {
  const parsed = stats.safeParse(data);
  // Nothing is told before the first measurement: nulls are no reading.
  if (!parsed.success || parsed.data.statsAt === null || parsed.data.cpuPercent === null) return null;
  const { statsAt, memoryUsedBytes: memoryBytes, ...rest } = parsed.data;
  return { ...rest, memoryBytes, at: Date.parse(statsAt) };
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
