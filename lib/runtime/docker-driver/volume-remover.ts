import { type Engine, LIMITS, statusOf, tolerate } from "@/lib/runtime/docker-driver/engine";

/**
 * Removes volumes, and those that somebody else's container still mounts as soon as it has gone. What waits here is forgotten
 * with this process; whoever asked is told so and asks again.
 */
export function createVolumeRemover({ api, ask }: Engine) {
  const waiting = new Set<string>();
  const removeOne = async (name: string): Promise<boolean> => {
    const removing = ask("remove volume", LIMITS.change, (abortSignal) => api.getVolume(name).remove({ abortSignal }));
    try {
      await tolerate([404], removing);
      waiting.delete(name);
      return true;
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      waiting.add(name);
      return false;
    }
  };
  return {
    /** False where some are still in use. */
    async remove(names: readonly string[]): Promise<boolean> {
      let all = true;
      for (const name of names) all = (await removeOne(name)) && all;
      return all;
    },
    /** Tries again what was in use. */
    async again(): Promise<void> {
      for (const name of [...waiting]) await removeOne(name);
    },
  };
}
