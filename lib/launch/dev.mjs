import { prepareMachine } from "./install.mjs";

await prepareMachine();
const { register } = await import("tsx/esm/api");
register();
const { develop } = await import("./dev.ts");
await develop();
