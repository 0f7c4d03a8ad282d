import { randomBytes } from "node:crypto";
import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { byId } from "@/lib/domain/agents/rules";
import { newId } from "@/lib/domain/ids";
import { given } from "@/lib/testing/given";
import { eachOf } from "./at-once";
import { at, daysAgo } from "./backdate";
import { type ContainerEntry, containerEntries } from "./container-catalogue";
import type { Cast } from "./people";
import { containerEnds } from "./words";

const states = ["running", "stopped", "exited", "draft", "trash"] as const;
type State = (typeof states)[number];

/** In every ten: four run, three are stopped, one has ended, one is a draft, one lies in the trash. */
const pattern: readonly State[] = [
  ...(["running", "stopped", "running", "exited", "stopped"] as const),
  ...(["running", "draft", "stopped", "running", "trash"] as const),
];

function runtimeOf(state: State, i: number) {
  const base = { driver: "docker", isolation: "container" };
  if (state === "running") {
    const place = {
      containerId: randomBytes(6).toString("hex"),
      port: 2222 + i,
      startedAt: daysAgo((i % 12) + 0.2, i),
    };
    return { ...base, ...place, desiredState: "running", observedState: "running" };
  }
  const [exitCode, error] = containerEnds[i % containerEnds.length] ?? containerEnds[0];
  if (state === "exited") return { ...base, observedState: "exited", exitCode, error, restarts: i % 4 };
  return base;
}

/** Version 1 becomes the live one. */
async function publish(agentId: string, authorId: string, { description }: ContainerEntry): Promise<void> {
  const id = newId("version");
  const content = { description, instructions: instructionsOf(description) };
  const version = { id, agentId, position: 1, label: "v1", authorId, note: "First version", content };
  await db().agentVersion.create({ data: { ...version, publishedAt: new Date() } });
  await db().agent.update({ where: { id: agentId }, data: { liveVersionId: id, lifecycleState: "live" } });
}

const instructionsOf = (description: string) =>
  `${description}. Answer briefly, say where each fact comes from, and hand over to a person when you are not sure.`;

async function seedOne(cast: Cast, entry: ContainerEntry, i: number): Promise<State> {
  const state = pattern[i % pattern.length] ?? "stopped";
  const owners = [cast.maria, cast.jonas, cast.priya, cast.samuel, cast.oskar, cast.bruno, cast.nina];
  const owner = owners[i % owners.length] ?? cast.maria;
  const { name, description, team } = entry;
  const made = () => given.agent(owner.ctx, { name, description, ownerId: owner.id, createdAt: new Date() });
  const when = daysAgo(3 + (i % 80), i);
  const agent = await at(
    when,
    ({ id }) => id,
    async () => {
      const created = await made();
      const size = { cpu: [0.5, 1, 2][i % 3], memoryMb: [512, 1024, 2048][i % 3], autonomy: i % 4 === 0 };
      await db().agent.update({
        where: { id: created.id },
        data: { ...size, instructions: instructionsOf(description), type: "assistant", updatedAt: new Date() },
      });
      await db().runtime.create({ data: { agentId: created.id, ...runtimeOf(state, i) } });
      if (state !== "draft") await publish(created.id, owner.id, entry);
      const tags = [team, ...(i % 3 === 0 ? ["pilot"] : []), ...(i % 5 === 0 ? ["customer-facing"] : [])];
      await db().agentTag.createMany({ data: tags.map((tag) => ({ agentId: created.id, name: tag })) });
      return created;
    },
  );
  const remove = () => removeAgent(cast.ada.ctx, { agent: byId(agent.id), force: false });
  if (state === "trash") await at(daysAgo((i % 6) * 5, i), () => agent.id, remove);
  return state;
}

/** The last hour of everything that runs, a sample every 5 s. */
async function seedSamples(workspaceId: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "RuntimeSample" ("agentId", "at", "cpuPercent", "memoryBytes", "pids", "coarse")
    SELECT a."id", now() - make_interval(secs => i * 5),
      greatest(0.3, 3 + a."number" % 17 + 6 * sin(i / 54.0 + a."number") + 2 * random()),
      ((120 + a."number" % 300 + 20 * sin(i / 150.0 + a."number")) * 1048576)::bigint, 4 + a."number" % 9, i % 6 = 0
    FROM "Agent" a JOIN "Runtime" r ON r."agentId" = a."id", generate_series(0, 719) i
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."hosting" = 'container' AND r."observedState" = 'running'`;
}

/** Agents in containers of their own. They are rows: no container is started. Gives how many there are of each state. */
export async function seedContainers(cast: Cast, workspaceId: string): Promise<Record<State, number>> {
  const counts = { running: 0, stopped: 0, exited: 0, draft: 0, trash: 0 };
  await eachOf(containerEntries(), async (entry, i) => {
    counts[await seedOne(cast, entry, i)] += 1;
  });
  await seedSamples(workspaceId);
  return counts;
}
