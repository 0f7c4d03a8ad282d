import type { Endings } from "@/lib/launch/endings";

/** Runs a bench to its end, undoes what it started, and exits; one that takes longer than `limit` (ms) is broken off. */
export function runBench(bench: () => Promise<void>, endings: Endings, limit: number): void {
  const end = async (code: number): Promise<never> => {
    await endings.run();
    process.exit(code);
  };
  setTimeout(() => {
    console.error("The bench takes too long; it is broken off.");
    void end(1);
  }, limit).unref();
  bench().then(
    () => end(0),
    (error: unknown) => {
      console.error(error);
      return end(1);
    },
  );
}
