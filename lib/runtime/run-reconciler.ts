import { createMask, secretValues } from "@/lib/domain/credentials/mask-secrets";
import { doorOf, filesToPlace, livingRuns, type RunWish, runWish } from "@/lib/domain/runs/queries";
import { recordExited, recordStarted, recordStopped, recordToken, recordWaiting } from "@/lib/domain/runs/record-run";
import { nextRunStep, STOP_GRACE } from "@/lib/domain/runs/rules";
import { claimAgent } from "@/lib/domain/runtimes/queries";
import { log } from "@/lib/log";
import { agentEnvironment } from "@/lib/runtime/agent-environment";
import type { AgentLogs } from "@/lib/runtime/agent-logs";
import { askHealth, type RunHealth } from "@/lib/runtime/ask-health";
import { bootDocumentOf, type RunContext, runSpecOf } from "@/lib/runtime/assemble-run";
import { DriverFault, type ObservedRun, type RuntimeDriver } from "@/lib/runtime/driver";
import { followRuns } from "@/lib/runtime/follow-runs";
import { placeFiles } from "@/lib/runtime/place-files";
import { findSshPort } from "@/lib/runtime/ssh-port";
import { withinTime } from "@/lib/runtime/time-limit";

export type RunReconcilerOptions = {
  supervisorId: string;
  driver: RuntimeDriver;
  logs: AgentLogs;
  /** Credential files that the platform holds for an agent. */
  credentials: (agentId: string) => Promise<ReadonlyMap<string, Buffer>>;
  /** First contents of an agent's workspace. */
  template: (wish: RunWish) => Promise<Record<string, string>>;
  /** What an agent runs with. Throws DriverFault. */
  context: (wish: RunWish) => Promise<RunContext>;
  /** Called when a run is seen to have begun. */
  started?: (agentId: string) => void;
  forward: (holder: { url: string; secret: string }, agentId: string) => Promise<void>;
  /** Time for a start, ms; 60 s when absent (the first one may make an image). */
  startMs?: number;
  /** Time for any other call, ms; 15 s when absent. */
  callMs?: number;
};

const START_MS = 60_000;
const CALL_MS = 15_000;
/** A wish that changes all the time is looked at again by the next reconciliation. */
const MOST_STEPS = 8;
const NO_SSH = "SSH is not offered: no port was free on this machine when the agent was started";

const REMOVED = "The agent's container was removed from outside Muster. Start the agent to get another one";

/** Why a run ended, in words; null when it ended well. */
function endedBadly({ outOfMemory, exitCode }: ObservedRun): string | null {
  if (outOfMemory) return "The agent ran out of memory";
  return exitCode === 0 ? null : `The agent ended with exit code ${exitCode ?? "unknown"}`;
}

/** What is known of a run that was seen; `files`: whose it has; `reason`: why not all of it is there. */
type Seen = {
  key: string;
  health: RunHealth | null;
  adopted: boolean;
  files: string | null;
  reason: string | null;
};
type Working = { again: boolean; done: Promise<void> };

/** Makes the runs of container agents match what is wished, one agent at a time each. */
export function createRunReconciler(options: RunReconcilerOptions) {
  const { supervisorId, driver, logs, startMs = START_MS, callMs = CALL_MS } = options;
  const working = new Map<string, Working>();
  /** Agents that have been seen running and not been made to end since: what is gone of these has been taken away. */
  const seenRunning = new Set<string>();
  const ending = new AbortController();
  const limited = <T>(what: string, work: Promise<T>, ms = callMs) => withinTime(what, ms, work);
  const mask = async (agentId: string) => createMask(secretValues(await options.credentials(agentId)));
  const followers = followRuns(driver, logs, mask);
  const say = async (agentId: string, text: string) => (await logs.open(agentId)).note(text);

  async function noteRunning(about: RunWish, run: ObservedRun, { key, health, adopted, files, reason }: Seen) {
    const kept = await recordStarted({
      about,
      driver: driver.name,
      isolation: driver.isolation,
      supervisorId,
      containerId: run.containerId,
      imageVersion: run.imageVersion,
      startedAt: run.startedAt ?? new Date(),
      door: { url: run.door ?? "", key },
      applied: { ...run.spec, readOnly: about.readOnly, credentials: health?.injection ?? null, files },
      injection: health?.injection.state ?? "skipped",
      ...{ adopted, reason },
    });
    if (!kept) return;
    followers.follow(about.agentId, null);
    if (!adopted) options.started?.(about.agentId);
  }

  /** Notes that a run ended by itself; null: somebody has removed it. */
  async function noteEnd(wish: RunWish, run: ObservedRun | null): Promise<void> {
    await followers.leave(wish.agentId);
    const error = run === null ? REMOVED : endedBadly(run);
    await say(wish.agentId, error ?? "The agent ended.");
    await recordExited({ about: wish, error, exitCode: run?.exitCode ?? null, failed: error !== null });
  }

  /** A container's door opens some time after its start, or never. */
  async function firstWords(run: ObservedRun, key: string): Promise<{ health: RunHealth | null; now: ObservedRun }> {
    const late = Date.now() + callMs;
    let now = run;
    while (now.state === "running" && Date.now() < late) {
      const health = now.door ? await askHealth(now.door, key, 500) : null;
      now = (await limited("Looking at the agent", driver.observe(run.agentId))) ?? { ...run, state: "exited" };
      if (health) return { health, now };
    }
    return { health: null, now };
  }

  /** Gives a run its files; what fails is told in the agent's log and tried again at the next start. Whose files it has then. */
  async function fill(wish: RunWish, { door }: ObservedRun, key: string): Promise<string | null> {
    try {
      const files = door ? await filesToPlace(wish) : [];
      if (door && files.length > 0) {
        await placeFiles({ door, key }, files);
        await say(wish.agentId, `${files.length} files of the agent were put into its workspace.`);
      }
      return door ? wish.filesWanted : wish.filesPlaced;
    } catch (error) {
      log().warn({ err: error, agentId: wish.agentId }, "an agent did not get its files");
      await say(wish.agentId, `Files of the agent are missing: ${error instanceof Error ? error.message : error}`);
      return wish.filesPlaced;
    }
  }

  async function start(wish: RunWish): Promise<void> {
    const { agentId } = wish;
    const begun = new Date();
    try {
      const credentials = await options.credentials(agentId);
      const [template, context] = [await options.template(wish), await options.context(wish)];
      const { environment, tokenHash } = agentEnvironment(wish, driver.name);
      const boot = bootDocumentOf(wish, { template, credentials, context, environment });
      await followers.leave(agentId);
      const ssh = await findSshPort((port) => limited("Looking at a port for SSH", driver.isPortFree(port)), wish);
      if (ssh.words) await say(agentId, ssh.words);
      const spec = runSpecOf({ ...wish, port: ssh.port });
      await recordToken({ agentId, tokenHash });
      const run = await limited("Starting the agent", driver.start(spec, boot), startMs);
      followers.follow(agentId, begun);
      const { health, now } = await firstWords(run, boot.doorKey);
      const reason = ssh.port === null ? ssh.words : null;
      if (now.state !== "running") return await noteEnd(wish, now);
      const files = await fill(wish, now, boot.doorKey);
      await noteRunning(wish, now, { key: boot.doorKey, health, adopted: false, files, reason });
    } catch (error) {
      if (!(error instanceof DriverFault)) throw error;
      await say(agentId, error.message);
      if (error.kind === "unreachable") await recordWaiting({ agentId, error: error.message });
      else await recordExited({ about: wish, error: error.message, exitCode: null, failed: true });
      if (error.kind === "unreachable") throw error;
    }
  }

  async function stop(wish: RunWish): Promise<void> {
    await limited("Stopping the agent", driver.stop(wish.agentId, STOP_GRACE), STOP_GRACE + callMs);
    await followers.leave(wish.agentId);
    await recordStopped(wish);
  }

  async function remove(agentId: string, wish: RunWish | null): Promise<void> {
    await limited("Stopping the agent", driver.stop(agentId, STOP_GRACE), STOP_GRACE + callMs);
    await followers.leave(agentId);
    await limited("Removing the agent", driver.remove(agentId));
    if (wish) await recordStopped(wish);
  }

  async function adopt(wish: RunWish, run: ObservedRun): Promise<void> {
    const door = await doorOf(wish.agentId);
    // Without its key nobody can reach the agent server again: it is started anew.
    if (door && run.door)
      return noteRunning(wish, run, {
        key: door.key,
        health: null,
        adopted: true,
        files: wish.filesPlaced,
        reason: wish.port === null ? NO_SSH : null,
      });
    seenRunning.delete(wish.agentId);
    await limited("Removing the agent", driver.remove(wish.agentId));
  }

  /** What is seen of an agent. An engine that does not answer is noted, so that who waits for a start learns of it. */
  async function observe(agentId: string, wish: RunWish | null): Promise<ObservedRun | null> {
    try {
      return await limited("Looking at the agent", driver.observe(agentId));
    } catch (error) {
      if (wish?.wanted && error instanceof DriverFault) await recordWaiting({ agentId, error: error.message });
      throw error;
    }
  }

  /** One step towards the wish; true when there was something to do. */
  async function step(agentId: string): Promise<boolean> {
    const wish = await runWish(agentId);
    const run = await observe(agentId, wish);
    if (run?.state === "running") seenRunning.add(agentId);
    const removed = run === null && wish?.wanted && seenRunning.has(agentId);
    const next = nextRunStep(wish, removed ? "exited" : (run?.state ?? null));
    if (next.kind === "remove") await remove(agentId, wish);
    else if (!wish || next.kind === "nothing") {
      if (wish && run?.state === "running") {
        followers.follow(agentId, null);
        if (run.spec && run.spec.name !== wish.name) await limited("Renaming", driver.rename(agentId, wish.name));
      }
    } else if (next.kind === "start") await start(wish);
    else if (next.kind === "stop") await stop(wish);
    else if (next.kind === "note_stop") await recordStopped(wish);
    else if (run && next.kind === "adopt") await adopt(wish, run);
    else await noteEnd(wish, run);
    if (run === null) seenRunning.delete(agentId);
    return next.kind !== "nothing";
  }

  async function work(agentId: string, own: Working): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS && !ending.signal.aborted; steps += 1) {
      own.again = false;
      if ((await step(agentId)) || own.again) continue;
      // In the same turn, or who comes now would be told to wait for what has been done already.
      working.delete(agentId);
      return;
    }
  }

  /** Brings an agent's run to what is wished; whoever comes while it is being done waits for the same end. Throws DriverFault. */
  async function reconcile(agentId: string): Promise<void> {
    const holder = await claimAgent(agentId, supervisorId);
    if (holder && holder.supervisorId !== supervisorId) return options.forward(holder, agentId);
    const before = working.get(agentId);
    if (before) {
      before.again = true;
      return before.done;
    }
    const own: Working = { again: false, done: Promise.resolve() };
    working.set(agentId, own);
    own.done = work(agentId, own).finally(() => working.get(agentId) === own && working.delete(agentId));
    return own.done;
  }

  function look(agentId: string): void {
    reconcile(agentId).catch((error: unknown) => log().warn({ err: error, agentId }, "a run is not as it should be"));
  }

  /** Removes runs of agents that are gone, and looks at those that nobody looks after. */
  async function sweep(): Promise<void> {
    const runs = await limited("Listing the runs", driver.list());
    const living = await livingRuns(runs.map((run) => run.agentId));
    for (const { agentId } of runs) {
      const holder = living.get(agentId);
      if (!holder && !working.has(agentId)) await remove(agentId, await runWish(agentId));
      else if (holder?.supervisorId === null) look(agentId);
    }
  }

  driver.watch(look, ending.signal);

  return {
    reconcile,
    look,
    sweep,
    /** What is left of a purged agent; false where its engine does not answer or another run still uses it: ask again later. */
    removeWorkspace: async (agentId: string): Promise<boolean> => {
      try {
        await limited("Removing the agent", driver.remove(agentId));
        return await limited("Removing the workspace", driver.removeWorkspace(agentId), startMs);
      } catch (error) {
        if (!(error instanceof DriverFault)) throw error;
        log().warn({ err: error, agentId }, "a workspace could not be removed yet");
        return false;
      }
    },
    async close(): Promise<void> {
      ending.abort();
      await Promise.allSettled([...working.values()].map(({ done }) => done));
      await followers.close();
      await driver.close();
    },
  };
}

export type RunReconciler = ReturnType<typeof createRunReconciler>;
