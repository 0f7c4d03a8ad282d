import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { given, type Place } from "@/lib/testing/given";
import { givenRunningAgent, type RunningAgent } from "@/lib/testing/running-agent";
import { test as base, expect } from "./fixtures";

/** One red pixel. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);

/** Writes files into the workspace of an agent, by path. */
export async function fill({ root }: RunningAgent, files: Record<string, string | Buffer>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** A workspace with a text, a Markdown page, a picture, and what cannot be shown. */
export const usualFiles = {
  "CLAUDE.md": "# Scout\n\nReads and compares.\n",
  "output/summary.md": "# Summary\n\nThree sources agree.\n",
  "output/run.py": "print('hello')\n",
  "output/chart.png": PICTURE,
  "data/raw.bin": Buffer.from([0, 1, 2, 255]),
  ".env": "SEARCH_KEY=very-secret\n",
} as const;

type Fixtures = {
  /** A running agent with a real agent server, in the workspace of the test. */
  running: RunningAgent;
};

async function runningIn(place: Place): Promise<RunningAgent> {
  const maker = await given.member(place, { role: "developer" });
  return givenRunningAgent(maker.ctx);
}

/** The journeys' test, with a running agent. */
export const test = base.extend<Fixtures>({
  running: async ({ place }, use) => {
    const agent = await runningIn(place);
    await use(agent);
    await agent.end();
  },
});

export { expect };
