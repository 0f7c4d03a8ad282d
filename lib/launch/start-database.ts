import { checkReachable, ensureDatabase, withClient } from "./databases";
import { type EmbeddedPostgres, startPostgres } from "./embedded-postgres";
import { messageOf } from "./problem";

export type RunningDatabase = {
  url: string;
  /** Ends the embedded server in order; leaves one of DATABASE_URL alone. */
  stop: () => Promise<void>;
  /** Ends the embedded server at once; it recovers at its next start. */
  kill: () => void;
};

/** Name of the database in the embedded server. */
export const DATABASE_NAME = "muster";

/** The PostgreSQL that DATABASE_URL names, checked, or the embedded one in the data folder, started and watched. */
export async function startDatabase(folder: string, databaseUrl: string | undefined): Promise<RunningDatabase> {
  if (databaseUrl !== undefined) {
    await checkReachable(databaseUrl);
    return { url: databaseUrl, stop: async () => {}, kill: () => {} };
  }
  const server = await startPostgres({ base: folder });
  const endings = watch(server, folder);
  await ensureDatabase(server.url("postgres"), DATABASE_NAME);
  return { url: server.url(DATABASE_NAME), ...endings };
}

/** Starts the server again, on the same port, when it ends without being asked to. */
function watch(first: EmbeddedPostgres, base: string): Pick<RunningDatabase, "stop" | "kill"> {
  let server: EmbeddedPostgres | undefined = first;
  let starting: Promise<unknown> = Promise.resolve();
  let stopping = false;

  const follow = async (watched: EmbeddedPostgres) => {
    await watched.ended;
    if (stopping) return;
    console.error("PostgreSQL ended unexpectedly; starting it again. Its log is postgres.log in the data folder.");
    server = undefined;
    starting = startPostgres({ base }).then(
      (again) => {
        server = again;
        void follow(again);
      },
      (error) => {
        console.error(messageOf(error));
        process.kill(process.pid, "SIGTERM");
      },
    );
  };
  void follow(first);
  return {
    stop: async () => {
      stopping = true;
      await starting;
      await server?.stop();
    },
    kill: () => {
      if (server) process.kill(server.pid, "SIGQUIT");
    },
  };
}

/** Whether anybody can sign in yet. */
export async function hasUsers(databaseUrl: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const result = await client.query<{ found: boolean }>('SELECT EXISTS (SELECT 1 FROM "User") AS found');
    return result.rows[0]?.found ?? false;
  });
}
