import { type ChildProcess, spawn } from "node:child_process";
import { ensureClient } from "./build";
import { commandFile } from "./commands";
import { collectEndings, type Endings } from "./endings";
import { announce, layFoundation, prepareFirstAdmin, readSettings } from "./foundation";
import { explain } from "./problem";
import { endProcess } from "./process-facts";
import { seconds } from "./steps.mjs";

/** `npm run dev`: the embedded database, `next dev`, and the supervisor started again at every change of its sources. */
export async function develop(): Promise<void> {
  const endings = collectEndings();
  try {
    const settings = readSettings();
    const foundation = await layFoundation(settings, "development", endings, ensureClient);
    const tsx = ["--import", "tsx"];
    const token = await prepareFirstAdmin(foundation, "lib/launch/prepare.ts", tsx);
    const next = [commandFile("next"), "dev", "--port", String(settings.PORT), "--hostname", settings.MUSTER_HOST];
    run(endings, { ...foundation.env, NEXT_TELEMETRY_DISABLED: "1" }, next);
    run(endings, foundation.env, [...tsx, "--watch", "--watch-preserve-output", "lib/launch/supervisor.ts"]);
    announce(settings, seconds(performance.now()), token);
  } catch (error) {
    await endings.run();
    console.error(`\n${explain(error, process.env.MUSTER_DATA_DIR || "data")}`);
    process.exit(1);
  }
}

function run(endings: Endings, env: NodeJS.ProcessEnv, args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ["ignore", "inherit", "inherit"] });
  const { pid } = child;
  if (pid !== undefined) {
    endings.add(() =>
      endProcess(pid, [
        ["SIGTERM", 5_000],
        ["SIGKILL", 5_000],
      ]),
    );
  }
  return child;
}
