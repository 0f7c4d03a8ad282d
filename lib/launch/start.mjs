import { prepareMachine } from "./install.mjs";

await prepareMachine();
const { register } = await import("tsx/esm/api");
register();
const { start } = await import("./main.ts");
await start();
