import { ensureBuild, ensureClient } from "./build";
import { bundleOf } from "./bundles";
import { Child, detached } from "./children";
import { killCommands } from "./commands";
import { collectEndings, type Endings } from "./endings";
import { announce, type Foundation, layFoundation, prepareFirstAdmin, readSettings } from "./foundation";
import { explain } from "./problem";
import { localUrl, untilReady } from "./readiness";
import { seconds, step } from "./steps.mjs";

/** ms that web and supervisor get to end: the 10 s for running requests and a little more. */
const STOP_LIMIT = 12_000;
const READY_LIMIT = 60_000;

/** `npm start`: brings everything up, prints the address and stays until it is stopped. Any failure is a sentence and exit code 1. */
export async function start(): Promise<void> {
  const endings = collectEndings();
  try {
    await launch(endings);
  } catch (error) {
    if (endings.running()) return;
    await endings.run();
    console.error(`\n${explain(error, process.env.MUSTER_DATA_DIR || "data")}`);
    process.exit(1);
  }
}

async function launch(endings: Endings): Promise<void> {
  const settings = readSettings();
  endings.add(killCommands);
  const foundation = await layFoundation(settings, "production", endings, async () => {
    await ensureClient();
    await ensureBuild();
  });
  const setupToken = await step("Starting web and supervisor", async () => {
    const prepared = prepareFirstAdmin(foundation, bundleOf("prepare"));
    const children = startChildren(foundation);
    endings.add(
      () => Promise.all(children.map((child) => child.stop(STOP_LIMIT))),
      () => {
        for (const child of children) child.kill();
      },
    );
    await Promise.all([prepared, ...children.map((child) => child.ready)]);
    await untilReady(`${localUrl(settings.MUSTER_HOST, settings.PORT)}/readyz`, READY_LIMIT);
    return prepared;
  });
  announce(settings, seconds(performance.now()), setupToken);
}

function startChildren({ env, lock }: Foundation): Child[] {
  const children: Child[] = [];
  const onChange = () => lock.setChildren(children.flatMap((child) => child.mark() ?? []));
  children.push(new Child({ name: "web server", start: detached(bundleOf("web"), env), onChange }));
  children.push(new Child({ name: "supervisor", start: detached(bundleOf("supervisor"), env), onChange }));
  return children;
}
