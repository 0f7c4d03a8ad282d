import { cloneForWorker } from "./database";

// vitest's setup file: every test file gets a fresh database before it imports anything that connects.
process.env.DATABASE_URL = await cloneForWorker(Number(process.env.VITEST_POOL_ID ?? 0));
process.env.MUSTER_SECRET ??= "secret of the tests, long enough for anything";
