import { writeFileSync } from "node:fs";
import { build as bundle } from "esbuild";
import { BUNDLED_AGENT_SERVER, bundleAgentServer } from "@/lib/runtime/agent-server-bundle";
import { builtThread, bundleThread, THREADS } from "@/lib/threads/thread-code";
import { bundleOf, ENTRIES } from "./bundles";
import { commandFile, runNode } from "./commands";
import { whenStale } from "./stamps";
import { step } from "./steps.mjs";

const PRISMA_SOURCES = ["prisma/schema", "prisma.config.ts", "package-lock.json"];
const CONFIGURATION = [
  "next.config.ts",
  "next.config.mjs",
  "postcss.config.mjs",

  "package.json",
  "package-lock.json",
];
const SOURCES = ["app", "components", "lib", "prisma/schema", "public", "instrumentation.ts", ...CONFIGURATION];

/** Generates the Prisma client when the schema is newer than it. */
export async function ensureClient(): Promise<void> {
  await whenStale("generated/prisma.stamp", PRISMA_SOURCES, ["generated/prisma/client.ts"], () =>
    step("Generating the database client", async () => {
      // The generator needs no schema engine, but insists on downloading one unless it is told where one is.
      const env = {
        NODE_ENV: "production",
        PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
        CHECKPOINT_DISABLE: "1",
      } as const;
      await runNode("Generating the database client", [commandFile("prisma"), "generate"], { env, minutes: 5 });
    }),
  );
}

/** Builds pages and bundles when sources are newer than the build. */
export async function ensureBuild(): Promise<void> {
  const made = [".next/BUILD_ID", ...ENTRIES.map(bundleOf), BUNDLED_AGENT_SERVER, ...THREADS.map(builtThread)];
  await whenStale("build/stamp", SOURCES, made, () => step("Building", buildAll));
}

async function buildAll(): Promise<void> {
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  await runNode("Building the pages", [commandFile("next"), "build"], { env, minutes: 15 });
  await buildBundles();
}

/** Bundles our own code of each process; packages stay outside. */
export async function buildBundles(): Promise<void> {
  await bundle({
    entryPoints: Object.fromEntries(ENTRIES.map((entry) => [entry, `lib/launch/${entry}.ts`])),
    outdir: "build",
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  writeFileSync(BUNDLED_AGENT_SERVER, await bundleAgentServer());
  for (const name of THREADS) writeFileSync(builtThread(name), await bundleThread(name));
}
