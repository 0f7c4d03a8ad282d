import { test } from "vitest";
import { runSequences } from "@/lib/testing/releases/release-sequences";

test("releases are what their model says, whoever does what in which order (part 2 of 4)", async () => {
  await runSequences({ count: Number(process.env.MUSTER_SEQUENCES ?? 500), seed: 2 });
}, 600_000);
