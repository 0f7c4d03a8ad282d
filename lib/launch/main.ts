import { fork } from "node:child_process";
import { resolve } from "node:path";
import { parseSettings, type Settings } from "@/lib/env";
import { bundleOf, ensureBuild, ensureClient } from "./build";
import { messageSchema } from "./child-life";
import { Child } from "./children";
import { killCommands } from "./commands";
import { ensureDataFolder, ensureSecret, lockDataFolder } from "./data-folder";
import { collectEndings, type Endings } from "./endings";
import type { Lock } from "./lock";
import { migrate, readMigrations } from "./migrate";
import { checkPort } from "./ports";
import { explain, LaunchProblem, messageOf } from "./problem";
import { localUrl, untilReady } from "./readiness";
import { hasUsers, startDatabase } from "./start-database";
import { seconds, step } from "./steps.mjs";

/** ms that web and supervisor get to end: the 10 s for running requests and a little more. */
const STOP_LIMIT = 12_000;
const READY_LIMIT = 60_000;

/** `npm start`: brings everything up, prints the address and stays until it is stopped. Any failure is a sentence and exit code 1. */
export async function start(): Promise<void> {
  const endings = collectEndings();
  let folder = "data";
  try {
    const settings = readSettings();
    folder = resolve(settings.MUSTER_DATA_DIR);
    await launch(settings, folder, endings);
  } catch (error) {
    await endings.run();
    console.error(`\n${explain(error, folder)}`);
    process.exit(1);
  }
}

function readSettings(): Settings {
  try {
    return parseSettings(process.env);
  } catch (error) {
    throw new LaunchProblem(
      `A setting is wrong:\n  ${messageOf(error).replaceAll("\n", "\n  ")}\nCorrect it and start again; README.md lists all settings.`,
    );
  }
}

async function launch(settings: Settings, folder: string, endings: Endings): Promise<void> {
  const { PORT, MUSTER_HOST } = settings;
  ensureDataFolder(folder);
  const lock = await lockDataFolder(folder);
  endings.add(lock.release);
  await checkPort(PORT, MUSTER_HOST);
  const secret = ensureSecret(folder, settings.MUSTER_SECRET);

  endings.add(killCommands);
  await ensureClient();
  await ensureBuild();

  const title = settings.DATABASE_URL ? "Connecting to PostgreSQL" : "Starting PostgreSQL";
  const database = await step(title, () => startDatabase(folder, settings.DATABASE_URL));
  endings.add(database.stop, database.kill);
  await step("Applying migrations", () => migrate(database.url, readMigrations("prisma/migrations")));

  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    DATABASE_URL: database.url,
    MUSTER_DATA_DIR: folder,
    MUSTER_SECRET: secret,
  };
  const setupToken = await step("Starting web and supervisor", async () => {
    const token = hasUsers(database.url).then((found) => (found ? null : prepareFirstAdmin(env)));
    const children = startChildren(env, lock);
    endings.add(
      () => Promise.all(children.map((child) => child.stop(STOP_LIMIT))),
      () => {
        for (const child of children) child.kill();
      },
    );
    await Promise.all([token, ...children.map((child) => child.ready)]);
    await untilReady(`${localUrl(MUSTER_HOST, PORT)}/readyz`, READY_LIMIT);
    return token;
  });
  announce(settings, setupToken);
}

function startChildren(env: NodeJS.ProcessEnv, lock: Lock): Child[] {
  const children: Child[] = [];
  const onChange = () => lock.setChildren(children.flatMap((child) => child.mark() ?? []));
  children.push(new Child({ name: "web server", script: bundleOf("web"), env, onChange }));
  children.push(new Child({ name: "supervisor", script: bundleOf("supervisor"), env, onChange }));
  return children;
}

/** Creates the first admin from the settings, or gives the token of the set-up link. */
function prepareFirstAdmin(env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let token: string | null = null;
    const child = fork(bundleOf("prepare"), {
      env,
      detached: true,
      timeout: 60_000,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.on("message", (raw) => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.type === "setup") token = message.token;
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(token);
      else reject(new LaunchProblem("The first admin could not be prepared; the lines above say why."));
    });
  });
}

function announce({ PORT, MUSTER_URL }: Settings, setupToken: string | null): void {
  const url = (MUSTER_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
  console.log(`\nMuster is ready after ${seconds(performance.now())}: ${url}`);
  if (setupToken) console.log(`Create the first admin (this link works once): ${url}/setup#${setupToken}`);
  console.log("Ctrl-C stops it.");
}
