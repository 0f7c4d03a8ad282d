import { once } from "node:events";

/** Asks for one small thing again and again in a process of its own, so that the load's work does not delay its clock. */
const { PROBE_URL = "", PROBE_TOKEN = "" } = process.env;
const PROBES = 4;
const PAUSE = 20;

const times: number[] = [];
let failed = 0;
let working = true;

async function probe(): Promise<void> {
  while (working) {
    const began = performance.now();
    const response = await fetch(PROBE_URL, { headers: { authorization: PROBE_TOKEN } }).catch(() => null);
    await response?.arrayBuffer().catch(() => undefined);
    if (!response?.ok) failed += 1;
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

const probing = Array.from({ length: PROBES }, probe);
process.send?.("ready");
await once(process, "message");
working = false;
await Promise.all(probing);
process.send?.({ times, failed });
process.disconnect();
