import { Client, escapeIdentifier } from "pg";
import { codeOf, LaunchProblem, messageOf } from "./problem";

/** Runs `work` with a connection that is closed afterwards. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A server that goes away while we are idle is reported by the next query; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the database unless it is there; `serverUrl` names any other database of that server. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
  });
}

/** Throws a LaunchProblem that names DATABASE_URL when that server does not answer or refuses; never shows the password. */
export async function checkReachable(databaseUrl: string): Promise<void> {
  const { host, pathname } = new URL(databaseUrl);
  try {
    await withClient(databaseUrl, (client) => client.query("SELECT 1"));
  } catch (error) {
    const code = codeOf(error);
    const reason = messageOf(error).trim() || code;
    if (code === "28P01" || code === "28000")
      throw new LaunchProblem(
        `PostgreSQL at ${host} refuses the user or password in DATABASE_URL (${reason}). Correct DATABASE_URL and start again.`,
      );
    if (code === "3D000")
      throw new LaunchProblem(
        `PostgreSQL at ${host} has no database "${pathname.slice(1)}", which DATABASE_URL names. Create it (createdb ${pathname.slice(1)}) and start again.`,
      );
    throw new LaunchProblem(
      `The PostgreSQL that DATABASE_URL names does not answer at ${host} (${reason}). Start it or correct DATABASE_URL; without DATABASE_URL Muster starts its own.`,
    );
  }
}
