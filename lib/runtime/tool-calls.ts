import { z } from "zod";
import { agentFault, type LoaderMessage } from "./load-report";

export const callOutcome = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), result: z.unknown(), truncated: z.boolean(), log: z.string(), ms: z.number() }),
  z.object({ ok: z.literal(false), error: agentFault, log: z.string(), ms: z.number() }),
]);

/** How a call ended; `log` is what it printed (up to 64 KiB), `ms` how long it took. A cut result is a string. */
export type CallOutcome = z.output<typeof callOutcome>;

type Waiting = { tool: string; began: number; timer: NodeJS.Timeout; answer: ((outcome: CallOutcome) => void) | null };

type Wire = {
  send: (message: unknown) => void;
  /** A call did not end although it was cancelled: the process is of no use any more. */
  onHung: (tool: string) => void;
  hungMs: number;
};

const ARGUMENT_BYTES = 64 * 1024;
const AT_ONCE = 16;

/** A call that never reached the agent, or never came back. */
export function refused(type: string, message: string, began = Date.now()): CallOutcome {
  return { ok: false, error: { type, message, frames: [] }, log: "", ms: Date.now() - began };
}

/** Matches calls and replies of one loader. */
export function createToolCalls(wire: Wire) {
  const waiting = new Map<number, Waiting>();
  let last = 0;

  const expire = (id: number, call: Waiting, timeoutMs: number) => {
    const seconds = Math.round(timeoutMs / 100) / 10;
    call.answer?.(
      refused("Timeout", `The call of ${call.tool} took longer than ${seconds} s and was cancelled`, call.began),
    );
    call.answer = null;
    wire.send({ op: "cancel", id });
    // Python can interrupt its own code only. What is stuck elsewhere would hold its thread for ever.
    call.timer = setTimeout(() => wire.onHung(call.tool), wire.hungMs);
  };

  return {
    /** Sends a call; resolves with its outcome within the limit, never rejects. Arguments may have 64 KiB as JSON. */
    call(tool: string, args: Record<string, unknown>, timeoutMs: number): Promise<CallOutcome> {
      if (Buffer.byteLength(JSON.stringify(args)) > ARGUMENT_BYTES) {
        return Promise.resolve(refused("ArgumentsTooLarge", "The arguments are larger than 64 KiB"));
      }
      if (waiting.size >= AT_ONCE) {
        return Promise.resolve(
          refused("Busy", `The agent is busy with ${AT_ONCE} calls; try again when one has ended`),
        );
      }
      last += 1;
      const id = last;
      return new Promise((answer) => {
        const call: Waiting = {
          tool,
          began: Date.now(),
          answer,
          timer: setTimeout(() => expire(id, call, timeoutMs), timeoutMs),
        };
        waiting.set(id, call);
        wire.send({ op: "call", id, tool, arguments: args });
      });
    },
    /** Takes a reply; one that nobody waits for any more only says that its call has ended. */
    settle(message: Extract<LoaderMessage, { id: number }>): void {
      const call = waiting.get(message.id);
      if (call === undefined) return;
      waiting.delete(message.id);
      clearTimeout(call.timer);
      const rest = { log: message.log, ms: Date.now() - call.began };
      if ("error" in message) call.answer?.({ ok: false, error: message.error, ...rest });
      else call.answer?.({ ok: true, result: message.result, truncated: message.truncated, ...rest });
    },
    /** Answers every open call with an error. */
    abandon(why: string): void {
      for (const call of waiting.values()) {
        clearTimeout(call.timer);
        call.answer?.(refused("AgentExited", why, call.began));
      }
      waiting.clear();
    },
  };
}
