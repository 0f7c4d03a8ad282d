import { prepareMachine } from "./install.mjs";

await prepareMachine();
const { register } = await import("tsx/esm/api");
register();
const { ensureClient } = await import("./build.ts");
await ensureClient();
const { seed } = await import("./seed.ts");
await seed(process.argv.includes("--force"));
