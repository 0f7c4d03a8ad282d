import { fork } from "node:child_process";
import { resolve } from "node:path";
import { parseSettings, type Settings } from "@/lib/env";
import { messageSchema } from "./child-life";
import { ensureCredentialKey, ensureDataFolder, ensureSecret, lockDataFolder } from "./data-folder";
import type { Endings } from "./endings";
import type { Lock } from "./lock";
import { migrate, readMigrations } from "./migrate";
import { checkPort } from "./ports";
import { LaunchProblem, messageOf } from "./problem";
import { hasUsers, type RunningDatabase, startDatabase } from "./start-database";
import { step } from "./steps.mjs";

/** What web and supervisor stand on: the lock, and the environment that names database, data folder and secret. */
export type Foundation = { lock: Lock; env: NodeJS.ProcessEnv; databaseUrl: string };

/** The settings of this start; throws LaunchProblem that names each bad variable. */
export function readSettings(): Settings {
  try {
    return parseSettings(process.env);
  } catch (error) {
    const lines = messageOf(error).replaceAll("\n", "\n  ");
    throw new LaunchProblem(
      `A setting is wrong:\n  ${lines}\nCorrect it and start again; README.md lists all settings.`,
    );
  }
}

/** Locks the data folder, runs `build`, starts the database and migrates it; each thing is undone by the endings. */
export async function layFoundation(
  settings: Settings,
  mode: "production" | "development",
  endings: Endings,
  build: () => Promise<void>,
): Promise<Foundation> {
  const folder = resolve(settings.MUSTER_DATA_DIR);
  ensureDataFolder(folder);
  const lock = await lockDataFolder(folder);
  endings.add(lock.release);
  await checkPort(settings.PORT, settings.MUSTER_HOST);
  const secret = ensureSecret(folder, settings.MUSTER_SECRET);
  const credentialKey = ensureCredentialKey(folder, settings.CREDENTIAL_ENCRYPTION_KEY);
  await build();

  const title = settings.DATABASE_URL ? "Connecting to PostgreSQL" : "Starting PostgreSQL";
  const starting = step(title, () => startDatabase(folder, settings.DATABASE_URL));
  // Added before it has started: a Ctrl-C in the middle must not leave it behind.
  let started: RunningDatabase | undefined;
  const settled = starting.then(
    (running) => {
      started = running;
    },
    () => {},
  );
  endings.add(
    () => settled.then(() => started?.stop()),
    () => started?.kill(),
  );
  const database = await starting;
  await step("Applying migrations", () => migrate(database.url, readMigrations("prisma/migrations")));
  const env = {
    ...process.env,
    NODE_ENV: mode,
    DATABASE_URL: database.url,
    MUSTER_DATA_DIR: folder,
    MUSTER_SECRET: secret,
    CREDENTIAL_ENCRYPTION_KEY: credentialKey,
  };
  return { lock, env, databaseUrl: database.url };
}

/** While nobody can sign in: creates the first admin from the settings, or gives the token of the set-up link. */
export async function prepareFirstAdmin(
  foundation: Foundation,
  script: string,
  execArgv: string[] = [],
): Promise<string | null> {
  if (await hasUsers(foundation.databaseUrl)) return null;
  return new Promise((resolve, reject) => {
    let token: string | null = null;
    const child = fork(script, {
      env: foundation.env,
      execArgv,
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

/** Prints the address, and the set-up link when there is one. */
export function announce({ PORT, MUSTER_URL }: Settings, readyAfter: string, setupToken: string | null): void {
  const url = (MUSTER_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
  console.log(`\nMuster is ready after ${readyAfter}: ${url}`);
  if (setupToken) console.log(`Create the first admin (this link works once): ${url}/setup#${setupToken}`);
  console.log("Ctrl-C stops it.");
}
