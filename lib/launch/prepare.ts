import { createSetupToken, ensureFirstAdmin } from "@/lib/auth/setup";
import { tell } from "./child-life";

// Runs to its end after the migrations when the database has no user yet.
await ensureFirstAdmin();
await tell({ type: "setup", token: await createSetupToken() });
process.exit(0);
