import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { readState, SUPERUSER } from "@/lib/launch/postgres-folder";
import { makeDataFolder, removeDataFolder, startProduct } from "@/lib/testing/product";
import { childOf } from "./process-cost";
import { findPlace, type Place, seedDevelopers } from "./seed";
import type { Subject } from "./subjects";

/** The first account. */
export const admin = { email: "bench@example.com", password: "only-for-measuring" };
/** Each person may have 4 uploads under way. */
const developers = ["ada", "ben", "cleo", "dan"].map((name) => `${name}@example.com`);

export type BenchProduct = Subject & {
  /** What it printed so far. */
  output: () => string;
  folder: string;
  /** The process that started the others. */
  launcher: number;
  databaseUrl: string;
  /** First process of the database. */
  databasePid: number;
  database: pg.Client;
  place: Place;
  /** Tokens of the admin and of developers, whose submissions wait for review. */
  tokens: { admin: string; developers: string[] };
};

/** A token of somebody with the bench's password. */
export async function signIn(url: string, username: string): Promise<string> {
  const body = new URLSearchParams({ username, password: admin.password });
  const response = await fetch(`${url}/token`, { method: "POST", body });
  const answer: unknown = await response.json();
  const token = typeof answer === "object" && answer !== null && "access_token" in answer ? answer.access_token : null;
  if (typeof token !== "string") throw new Error(`${username} cannot sign in: ${JSON.stringify(answer)}`);
  return token;
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client(databaseUrl);
  // The database ends before this connection does.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Starts the product with `npm start` on a data folder of its own, with an admin and developers who are signed in. */
export async function startBenchProduct(env: Record<string, string> = {}): Promise<BenchProduct> {
  const folder = makeDataFolder();
  const product = await startProduct({
    folder,
    env: {
      MUSTER_RATE_LIMIT: "0",
      MUSTER_PLUGINS_RATE_LIMIT: "0",
      MUSTER_HOST: "127.0.0.1",
      MUSTER_LOG_LEVEL: "warn",
      MUSTER_ADMIN_EMAIL: admin.email,
      MUSTER_ADMIN_PASSWORD: admin.password,
      ...env,
    },
  });
  const { password, port } = readState(folder);
  const databaseUrl = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/muster`;
  const databasePid = Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  const database = await connect(databaseUrl);
  const place = await findPlace(database);
  await seedDevelopers(database, place, developers);
  const url = `http://127.0.0.1:${product.port}`;
  const tokens = {
    admin: await signIn(url, admin.email),
    developers: await Promise.all(developers.map((email) => signIn(url, email))),
  };
  const stop = async () => {
    await database.end().catch(() => undefined);
    await product.stop();
    removeDataFolder(folder);
  };
  const pid = childOf(product.pid, "build/web.js");
  const { output } = product;
  return { url, pid, launcher: product.pid, stop, output, folder, databaseUrl, databasePid, database, place, tokens };
}
