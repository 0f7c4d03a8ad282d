import { cpus, loadavg, totalmem } from "node:os";
import { memoryOf } from "./process-cost";
import type { Results, Sample } from "./rounds";
import type { ScanCost } from "./scan-cost";
import { processNames, type Subjects, subjectNames } from "./scenarios";

const MiB = 1024 * 1024;

/** The middle of the values. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

const column = (samples: Sample[], name: keyof Sample) => median(samples.map((sample) => sample[name]));
const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const mebibytes = (bytes: number) => `${(bytes / MiB).toFixed(0)} MiB`;
const row = (cells: string[]) => `| ${cells.join(" | ")} |`;

/** A Markdown table whose first column is text. */
export function table(head: string[], rows: string[][]): string {
  return [row(head), row(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(row)].join("\n");
}

/** Median of the rounds' ratios: what other processes took from one round they took from both sides. */
function ratio(ours: Sample[], theirs: Sample[]): number {
  return median(ours.map((sample, round) => sample.perSecond / (theirs[round]?.perSecond ?? Number.NaN)));
}

/** One line for each scenario and subject, with medians over the rounds. */
export function resultTable(results: Results): string {
  const head = ["scenario", "", "requests/s", "p50 ms", "p99 ms", "web CPU ms", "database CPU ms"];
  const rows = [...results].flatMap(([scenario, samples]) =>
    subjectNames.flatMap((name) => {
      if (samples[name].length === 0) return [];
      const cells = (["perSecond", "p50", "p99", "webCpu", "databaseCpu"] as const).map((field) =>
        number(column(samples[name], field)),
      );
      return [[name === "Muster" ? scenario.title : "", name, ...cells]];
    }),
  );
  return table(head, rows);
}

/** The same by CPU of web and database: tells more where other processes take a large part of the machine. */
function cpuRatio(ours: Sample[], theirs: Sample[]): number {
  const cost = (samples: Sample[]) => column(samples, "webCpu") + column(samples, "databaseCpu");
  return cost(theirs) / cost(ours);
}

/** Our share of the raw server's requests/s against the goal, and of the others' that took part. */
export function goalTable(results: Results): string {
  const rows = [...results].map(([{ title, goal }, samples]) => {
    const ofRaw = ratio(samples.Muster, samples.raw);
    const others = (["bare Next", "raw JSON"] as const).map((name) =>
      samples[name].length === 0 ? "" : ratio(samples.Muster, samples[name]).toFixed(2),
    );
    const byCpu = cpuRatio(samples.Muster, samples.raw);
    const verdict = ofRaw >= goal ? "reached" : "missed";
    return [title, ofRaw.toFixed(2), goal.toFixed(2), verdict, byCpu.toFixed(2), ...others];
  });
  return table(["scenario", "÷ raw", "goal", "", "by CPU", "÷ bare Next", "÷ raw JSON"], rows);
}

/** Resident memory of the web processes: `idle` before the load, the highest since. */
export function memoryTable(subjects: Subjects, idle: Record<string, number>): string {
  const rows = processNames.map((name) => [
    name,
    mebibytes(idle[name] ?? 0),
    mebibytes(memoryOf(subjects[name].pid).peak),
  ]);
  return table(["memory of the web process", "idle", "peak"], rows);
}

/** The sentence on memory for one upload; `bytes` on top of what the process had. */
export function uploadSentence(bytes: number, mib: number): string {
  const most = 60;
  const verdict = bytes < most * MiB ? "reached" : "missed";
  return `One upload of ${mib} MiB takes ${mebibytes(bytes)} more memory; goal: less than ${most} MiB, ${verdict}.`;
}

/** What the static scan costs on top of reading the archive. */
export function scanTable(costs: ScanCost[]): string {
  const rows = costs.map(({ mib, baseline, archive, scan }) => [
    `${mib} MiB`,
    ...[baseline, archive, scan, scan - archive].map(number),
  ]);
  const head = ["CPU ms for one package", "baseline's work", "our archive reader", "with scan", "scan alone"];
  return table(head, rows);
}

/** When and where this was measured; the load is that of all processes, also of others. */
export function machineLine(rounds: number): string {
  const { length } = cpus();
  const loads = loadavg().map((value) => value.toFixed(1));
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${length} cores, ${mebibytes(totalmem())}, Node ${process.version}, load ${loads.join(" ")}, ${rounds} rounds.`;
}
