import { z } from "zod";

/** What a process of ours tells the launcher. */
export const messageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("setup"), token: z.string().nullable() }),
  z.object({ type: z.literal("problem"), sentence: z.string() }),
]);
export type ChildMessage = z.output<typeof messageSchema>;

/** Tells the launcher something; resolves when it is on its way. Started by hand, without a launcher, it is dropped. */
export function tell(message: ChildMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

/**
 * Ends this process in order: on SIGTERM, or as soon as the launcher is gone, `stop` runs once and then the process exits.
 * Ctrl-C in the terminal is left to the launcher; started by hand it counts as SIGTERM.
 */
export function endWithLauncher(stop: (reason: "asked" | "orphaned") => Promise<void>): void {
  let ending = false;
  const end = async (reason: "asked" | "orphaned") => {
    if (ending) return;
    ending = true;
    try {
      await stop(reason);
      process.exit(0);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on("SIGTERM", () => void end("asked"));
  process.on("SIGINT", () => process.connected || void end("asked"));
  process.on("SIGHUP", () => process.connected || void end("asked"));
  process.on("disconnect", () => void end("orphaned"));
  // It may have died before we listened.
  if (process.connected === false) void end("orphaned");
}
