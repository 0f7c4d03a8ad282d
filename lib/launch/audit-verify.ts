import { resolve } from "node:path";
import { closeDb, db } from "@/lib/db";
import { type Verdict, verifyChain } from "@/lib/domain/audit/verify-chain";
import { ensureSecret } from "./data-folder";
import { readSettings } from "./foundation";
import { explain } from "./problem";
import { reachDatabase } from "./reach-database";

// npm run audit:verify [-- --head <hash>]: recomputes the hash chain of the running or stopped Muster; exit code 1 where it
// does not hold, or where the hash that was noted earlier is no longer in it.
const settings = readSettings();
const folder = resolve(settings.MUSTER_DATA_DIR);
const head = process.argv.includes("--head") ? (process.argv[process.argv.indexOf("--head") + 1] ?? "") : undefined;

function report({ events, waiting, breach, head: newest, noted }: Verdict): boolean {
  const waits = waiting > 0 ? `, ${waiting} of them not sealed yet` : "";
  console.log(`${events} audit events${waits}.`);
  if (breach) console.error(`Broken at ${breach.seq}: ${breach.problem}.`);
  if (noted === false)
    console.error("The hash that you noted is not in the chain: what it sealed was rewritten or removed.");
  const whole = breach === null && noted !== false;
  if (whole) console.log(`The chain holds.${newest ? ` Its newest hash is ${newest}` : ""}`);
  return whole;
}

try {
  const secret = ensureSecret(folder, settings.MUSTER_SECRET);
  const database = await reachDatabase(folder, settings);
  Object.assign(process.env, { DATABASE_URL: database.url, MUSTER_DATA_DIR: folder, MUSTER_SECRET: secret });
  const verdict = await verifyChain(db(), head).finally(async () => {
    await closeDb();
    await database.stop();
  });
  process.exit(report(verdict) ? 0 : 1);
} catch (error) {
  console.error(explain(error, folder));
  process.exit(1);
}
