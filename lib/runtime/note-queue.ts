import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@/lib/domain/faults";
import { log } from "@/lib/log";

const PAUSE = 500;

/**
 * Stores observations one after the other, so that the last one is what stands. While the database is away each waits for
 * it, because nobody observes the same thing twice; other failures are logged. `pauseMs` lies between two attempts.
 */
export function createNoteQueue(pauseMs = PAUSE) {
  let tail: Promise<void> = Promise.resolve();
  let closing = false;

  async function store(write: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await write();
        return;
      } catch (error) {
        const away = error instanceof DomainError && error.fault === "unavailable";
        log()[away ? "warn" : "error"]({ err: error }, "an observation could not be stored");
        if (!away || closing) return;
        await pause(pauseMs);
      }
    }
  }

  return {
    /** Resolves when this one and all before it are stored or given up. */
    add(write: () => Promise<unknown>): Promise<void> {
      tail = tail.then(() => store(write));
      return tail;
    },
    /** Resolves when everything that was added so far is stored or given up. */
    stored: () => tail,
    /** Tries what is left once more and no longer waits for the database. */
    close(): Promise<void> {
      closing = true;
      return tail;
    },
  };
}
