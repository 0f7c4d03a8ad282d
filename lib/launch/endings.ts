/** What to undo when the start breaks off or the product is stopped. */
export type Endings = {
  /** Adds an ending; they run in the reverse order. `force` is for a second Ctrl-C. */
  add: (end: () => unknown, force?: () => void) => void;
  /** Runs all endings once; further calls wait for the same run. */
  run: () => Promise<void>;
  /** Whether they have begun. */
  running: () => boolean;
};

/** npm passes a Ctrl-C on that the terminal has sent us too; a person presses it again only later than this, ms. */
const ECHO = 1_000;

/** Collects endings, and runs them and exits on the first SIGINT, SIGTERM or SIGHUP; the second one forces the exit. */
export function collectEndings(): Endings {
  const endings: { end: () => unknown; force?: () => void }[] = [];
  let running: Promise<void> | undefined;
  let first = 0;

  const runAll = async () => {
    for (const { end } of endings.reverse()) {
      try {
        await end();
      } catch (error) {
        console.error(error);
      }
    }
  };
  const run = () => {
    running ??= runAll();
    return running;
  };
  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (running) {
      if (now - first < ECHO) return;
      for (const { force } of endings) force?.();
      process.exit(130);
    }
    first = now;
    console.log(signal === "SIGINT" ? "\nStopping; Ctrl-C again forces it." : "Stopping.");
    void run().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return {
    add: (end, force) => endings.push({ end, ...(force && { force }) }),
    run,
    running: () => running !== undefined,
  };
}
