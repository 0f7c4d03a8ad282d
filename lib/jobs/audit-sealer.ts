import { sealEvents } from "@/lib/domain/audit/seal-events";
import { log } from "@/lib/log";

/** ms between two looks for audit events that are not sealed yet. */
const PAUSE = 2_000;
/** Every so many looks the whole trail is gone through, for what was committed very late. */
const WHOLE = 1_800;

/** Seals audit events every two seconds until stopped; `stop` seals what is left. */
export function startSealing(): { stop: () => Promise<void> } {
  let [round, reported, stopped] = [0, 0, false];
  let timer: NodeJS.Timeout | undefined;
  let under: Promise<void> = Promise.resolve();

  const seal = async () => {
    try {
      const { foreign } = await sealEvents({ all: round++ % WHOLE === 0 });
      if (foreign.length > reported)
        log().error({ events: foreign.slice(0, 20).map(Number) }, "audit events that Muster did not write");
      reported = Math.max(reported, foreign.length);
    } catch (error) {
      log().warn({ err: error }, "sealing the audit trail failed");
    }
  };
  const next = () => {
    if (stopped) return;
    under = seal().finally(() => {
      timer = setTimeout(next, PAUSE);
    });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      await under;
      clearTimeout(timer);
      await seal();
    },
  };
}
