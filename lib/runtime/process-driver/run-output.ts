import type { RunOutput } from "../driver";

const MOST_CHARACTERS = 1024 * 1024;

/** The last output of one run, and what comes, for any number of readers. */
export function createRunOutput() {
  const kept: { number: number; output: RunOutput }[] = [];
  let characters = 0;
  let last = 0;
  let ended = false;
  let wake: (() => void)[] = [];
  const call = () => {
    const waiting = wake;
    wake = [];
    for (const one of waiting) one();
  };

  async function* read(since: Date | null, signal: AbortSignal): AsyncGenerator<RunOutput> {
    signal.addEventListener("abort", call, { once: true });
    let seen = kept.filter(({ output }) => since !== null && output.at < since).at(-1)?.number ?? 0;
    while (!signal.aborted) {
      // Numbers have no gaps, so that the place of the next one is known.
      const next = kept[Math.max(0, seen + 1 - (kept[0]?.number ?? 0))];
      if (next) {
        seen = next.number;
        yield next.output;
      } else if (ended) return;
      else await new Promise<void>((resolve) => wake.push(resolve));
    }
  }

  return {
    read,
    push(stream: RunOutput["stream"], text: string): void {
      last += 1;
      kept.push({ number: last, output: { stream, at: new Date(), text } });
      characters += text.length;
      while (characters > MOST_CHARACTERS && kept.length > 1) characters -= kept.shift()?.output.text.length ?? 0;
      call();
    },
    end(): void {
      ended = true;
      call();
    },
  };
}
