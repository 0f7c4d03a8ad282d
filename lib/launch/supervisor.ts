import { endWithLauncher, tell } from "./child-life";

// The runtime's supervisor starts here and is stopped below.
const idle = setInterval(() => {}, 60_000);

endWithLauncher(async () => clearInterval(idle));
await tell({ type: "ready" });
