import { type Engine, LIMITS, statusOf, tolerate } from "@/lib/runtime/docker-driver/engine";

/**
 * Removes volumes, and those that somebody else's container still mounts as soon as it has gone. What waits is forgotten
 * with this process: such a volume stays in the engine, unreachable for agents.
 */
export function createVolumeRemover({ api, ask }: Engine) {
  const waiting = new Set<string>();
  const removeOne = async (name: string) => {
    const removing = ask("remove volume", LIMITS.change, (abortSignal) => api.getVolume(name).remove({ abortSignal }));
    try {
      await tolerate([404], removing);
      waiting.delete(name);
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      waiting.add(name);
    }
  };
  return {
    async remove(names: readonly string[]): Promise<void> {
      for (const name of names) await removeOne(name);
    },
    /** Tries again what was in use. */
    async again(): Promise<void> {
      for (const name of [...waiting]) await removeOne(name);
    },
  };
}
