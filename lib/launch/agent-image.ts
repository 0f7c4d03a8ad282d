import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BUNDLED_AGENT_SERVER, bundleAgentServer } from "@/lib/runtime/agent-server-bundle";
import { importAgentImage } from "@/lib/runtime/docker-driver/agent-image";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import { messageOf } from "./problem";

/** `npm run agent-image [-- name:tag]`: makes the agents' image of this machine's files and puts it into the engine, without a registry. */
async function makeImage(name: string | undefined): Promise<void> {
  mkdirSync(dirname(BUNDLED_AGENT_SERVER), { recursive: true });
  writeFileSync(BUNDLED_AGENT_SERVER, await bundleAgentServer());
  const own = ownImage(BUNDLED_AGENT_SERVER);
  const source = name ? { ...own, name } : own;
  const { id } = await importAgentImage(openEngine(), source);
  console.log(`${source.name} is ready (${id.slice(7, 19)}).`);
}

try {
  await makeImage(process.argv[2]);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
