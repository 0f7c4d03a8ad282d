import { mkdtemp, rm } from "node:fs/promises";
import { request as ask, createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { db } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { signOfLife } from "@/lib/domain/supervisors/register-supervisor";
import { HEARTBEAT } from "@/lib/domain/supervisors/rules";
import { openDoor } from "@/lib/runtime/agent-server/door";
import { openWorkspace } from "@/lib/runtime/agent-server/workspace";
import { given } from "@/lib/testing/given";

const KEY = "key of the door, long enough";
const SECRET = "secret of the supervisor";

export type RunningAgent = {
  id: string;
  name: string;
  /** Where its workspace lies. */
  root: string;
  /** Ends the agent server, as if it had died; the database does not know it yet. */
  die: () => void;
  end: () => Promise<void>;
};

/** Hands on what comes for `/agents/<id>/door/*`, as the supervisor does. */
function proxyTo(port: number): Server {
  return createServer((incoming, outgoing) => {
    const path = (incoming.url ?? "").replace(/^\/agents\/[^/]+\/door/, "");
    const headers = { ...incoming.headers, authorization: `Bearer ${KEY}` };
    const onward = ask({ host: "127.0.0.1", port, path, method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** An agent with a real agent server behind a door, as the database knows it while it runs. */
export async function givenRunningAgent(ctx: Ctx): Promise<RunningAgent> {
  const agent = await given.agent(ctx);
  const root = await mkdtemp(join(tmpdir(), "muster-workspace-"));
  const state = {
    workspace: await openWorkspace(root),
    doorKey: KEY,
    settings: { readOnly: { enabled: false, blocked: [], allowed: [] }, sshGrants: [], timeoutSeconds: 60 },
    startedAt: new Date(),
    context: { prompt: "", model: null, windowTokens: 200_000, tokens: 0, plugins: 0 },
    contextUse: async () => ({ used: 0, max: 200_000 }),
    activityAt: null,
    injection: { state: "skipped" as const, written: [], error: null },
    environment: {},
  };
  const { server, port } = await openDoor(state, "127.0.0.1", 0);
  const proxy = proxyTo(port);
  const supervisorId = newId("supervisor");
  const url = `http://127.0.0.1:${await portOf(proxy)}`;
  const supervisor = { id: supervisorId, url, secret: SECRET, isolation: "process", machine: "test", workerIds: [] };
  await db().supervisor.create({ data: supervisor });
  const running = { driver: "process", desiredState: "running", observedState: "running", supervisorId };
  const applied = {
    ...{ agentId: agent.id, name: agent.name, cpu: 2, memoryBytes: 4 * 1024 ** 3 },
    ...{ sshPort: null, exposes: false, consumes: [] },
  };
  await db().runtime.create({ data: { agentId: agent.id, ...running, applied, startedAt: new Date() } });
  // A supervisor that gives no sign of life is dead after 20 s, and the product's own takes its agents over.
  const beating = setInterval(() => void signOfLife(supervisorId).catch(() => undefined), HEARTBEAT);
  const die = () => {
    for (const one of [server, proxy]) {
      one.closeAllConnections();
      one.close();
    }
  };
  const end = async () => {
    clearInterval(beating);
    die();
    await rm(root, { recursive: true, force: true });
  };
  return { id: agent.id, name: agent.name, root, die, end };
}
