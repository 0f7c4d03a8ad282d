import { prepareMachine } from "./install.mjs";

await prepareMachine();
const { register } = await import("tsx/esm/api");
register();
const { runTests } = await import("./run-suites.ts");
await runTests(process.argv.slice(2));
