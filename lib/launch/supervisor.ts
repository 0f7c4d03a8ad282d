import { closeDb } from "@/lib/db";
import { runSupervisor } from "@/lib/runtime/supervisor";
import { endWithLauncher, tell } from "./child-life";

// Others took over its agents while it hung: ending is right, and the launcher starts a fresh one.
const supervisor = await runSupervisor(() => process.exit(1));

endWithLauncher(async () => {
  await supervisor.stop();
  await closeDb();
});
await tell({ type: "ready" });
