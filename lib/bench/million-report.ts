/** Times in ms; CPU per request, of the web process and of all of the database. */
export type Sample = { perSecond: number; p50: number; p99: number; web: number; database: number };

export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const column = (samples: Sample[], name: keyof Sample) => medianOf(samples.map((one) => one[name]));
const cost = (samples: Sample[]) => medianOf(samples.map((one) => one.web + one.database));
const row = (cells: string[]) => `| ${cells.join(" | ")} |`;

/** One line for each shape: both sizes, and how many times as much the larger one costs, by time and by CPU. */
export function pageTable(results: ReadonlyMap<string, { small: Sample[]; large: Sample[] }>): string {
  const head = [
    "",
    "req/s, 10,000",
    "1,000,000",
    "times the p50",
    "times the CPU",
    "p50 ms",
    "p99 ÷ p50",
    "CPU ms (web + database)",
  ];
  const lines = [...results].map(([name, { small, large }]) => {
    const slower = medianOf(large.map((one, i) => one.p50 / (small[i]?.p50 ?? Number.NaN)));
    const tail = medianOf(large.map((one) => one.p99 / one.p50));
    const [web, database] = [column(large, "web"), column(large, "database")].map(number);
    return [
      name,
      ...[column(small, "perSecond"), column(large, "perSecond"), slower, cost(large) / cost(small)].map(number),
      ...[column(large, "p50"), tail].map(number),
      `${web} + ${database}`,
    ];
  });
  return [row(head), row(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...lines.map(row)].join("\n");
}
