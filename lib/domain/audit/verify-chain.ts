import {
  GENESIS,
  type Link,
  linked,
  nextEvents,
  nextLinks,
  provenance,
  type Unsealed,
} from "@/lib/domain/audit/chain-events";
import { oneself, query, type Reader } from "@/lib/domain/query";

const PAGE = 5_000;

/** What is wrong with the trail at its first broken event. */
export type Breach = { seq: number; problem: string };
export type Verdict = {
  /** Events looked at, sealed ones and waiting ones. */
  events: number;
  /** Written by Muster and not sealed yet; the supervisor seals them within seconds. */
  waiting: number;
  breach: Breach | null;
  /** Hash of the newest sealed event: noted elsewhere, it proves later that nothing before it was rewritten. */
  head: string | null;
  /** Whether a hash that was noted earlier is in the chain; null when none was asked for. */
  noted: boolean | null;
};

type Step = { position: bigint; hash: string; text: string | null };

function breachAt(link: Link, before: Step): Breach | null {
  const seq = Number(link.seq);
  if (link.position !== before.position + 1n) return { seq, problem: `events before number ${seq} were removed` };
  if (link.text === null) return { seq, problem: `event number ${seq} was removed` };
  if (linked(before.hash, link.text) !== link.hash) return { seq, problem: `event number ${seq} was altered` };
  return null;
}

async function* links(db: Reader): AsyncGenerator<Link> {
  let after: bigint | undefined = 0n;
  while (after !== undefined) {
    const page: Link[] = await db.$queryRaw(nextLinks(after, PAGE));
    yield* page;
    after = page.at(-1)?.position;
  }
}

async function* unsealed(db: Reader): AsyncGenerator<{ seq: bigint; text: string }> {
  let after: bigint | undefined = -(2n ** 62n);
  while (after !== undefined) {
    const page: Unsealed[] = await db.$queryRaw(nextEvents(after, PAGE));
    for (const { seq, text } of page) if (text !== null) yield { seq, text };
    after = page.at(-1)?.seq;
  }
}

/** Recomputes the whole chain, a few thousand events at a time, and looks for events that never came into it. */
export async function verifyChain(db: Reader, head?: string): Promise<Verdict> {
  let last: Step = { position: 0n, hash: GENESIS, text: null };
  let breach: Breach | null = null;
  let [events, waiting] = [0, 0];
  let noted = head === undefined ? null : false;
  for await (const link of links(db)) {
    if (link.text !== null) events++;
    breach ??= breachAt(link, last);
    if (link.hash === head) noted = true;
    last = link;
  }
  const unsigned = last.text === null || provenance(last.text) === "before";
  for await (const { seq, text } of unsealed(db)) {
    events++;
    const origin = provenance(text);
    const fresh = origin === "signed" || (origin === "before" && unsigned);
    if (fresh) waiting++;
    else if (breach === null || Number(seq) < breach.seq)
      breach = { seq: Number(seq), problem: `event number ${seq} was inserted: Muster did not write it` };
  }
  return { events, waiting, breach, head: last.position === 0n ? null : last.hash, noted };
}

const running = globalThis as typeof globalThis & { musterVerification?: Promise<Verdict> };

/** Whether the trail is as it was written. Callers at the same time share one run. */
export const verifyAudit = query({
  permission: "instance.administer",
  target: oneself,
  run: ({ db }, _input: null): Promise<Verdict> => {
    running.musterVerification ??= verifyChain(db).finally(() => {
      running.musterVerification = undefined;
    });
    return running.musterVerification;
  },
});
