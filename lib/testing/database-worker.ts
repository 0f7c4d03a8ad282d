import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloneForWorker } from "./database";

// vitest's setup file: every test file gets a fresh database and data folder before it imports anything that uses them.
process.env.DATABASE_URL = await cloneForWorker(Number(process.env.VITEST_POOL_ID ?? 0));
process.env.MUSTER_SECRET ??= "secret of the tests, long enough for anything";
process.env.CREDENTIAL_ENCRYPTION_KEY ??= "ab".repeat(32);
process.env.MUSTER_LOG_LEVEL ??= "silent";
// An engine that happens to run on this machine is none of a test's business; Docker tests name theirs.
process.env.MUSTER_DRIVER ??= "process";
const folder = mkdtempSync(join(tmpdir(), "muster-data-"));
// As the launcher makes it: agents run as other accounts and must get through.
chmodSync(folder, 0o711);
process.env.MUSTER_DATA_DIR = folder;
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
