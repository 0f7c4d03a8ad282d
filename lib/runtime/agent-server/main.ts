import { text } from "node:stream/consumers";
import { bootDocument } from "./boot-document";
import { contextLine, createContextUse } from "./context-use";
import { type AgentState, openDoor } from "./door";
import { readPlacement } from "./placement";
import { prepareWorkspace } from "./prepare-workspace";
import { startSsh } from "./ssh";
import { openWorkspace } from "./workspace";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Folders around the workspace that links in it lead to, where nothing can be mounted. */
function sharedFolders(): string[] {
  return (process.env.MUSTER_SHARED ?? "").split("\n").filter(Boolean);
}

async function start(): Promise<void> {
  const boot = bootDocument.parse(JSON.parse(await text(process.stdin)));
  say("Starting agent server...");
  const { workspace: root, door, ssh } = readPlacement(process.env);
  const workspace = await openWorkspace(root, sharedFolders());
  process.chdir(workspace.root);
  const { injection, notes } = await prepareWorkspace(workspace, boot);
  for (const note of notes) say(note);
  const { doorKey, context, readOnly, sshGrants, timeoutSeconds, environment } = boot;
  const state: AgentState = {
    workspace,
    doorKey,
    settings: { readOnly, sshGrants, timeoutSeconds },
    startedAt: new Date(),
    context,
    contextUse: createContextUse(workspace, context),
    activityAt: null,
    injection,
    environment,
  };
  say(contextLine(context));
  if (ssh) {
    const grants = () => state.settings.sshGrants;
    // An agent runs without SSH where another program of the machine has taken its port.
    await startSsh({ ...ssh, workspace: workspace.root, grants }).catch((error: unknown) =>
      say(`SSH is not offered: ${error instanceof Error ? error.message : error}`),
    );
  }
  const { server, port } = await openDoor(state, door.host, door.port);
  const end = () => {
    say("Stopping");
    server.close();
    process.exit(0);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
  say("Ready");
  say(JSON.stringify({ door: port }));
}

start().catch((error: unknown) => {
  process.stderr.write(`The agent server could not start: ${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
});
