import type { World } from "./world";

/** What people ask of container agents while the supervisor is killed. `running` asks nothing: it is killed over runs that go on. */
export const fleetMoments = ["running", "creating", "starting", "stopping", "renaming", "deleting", "purging"] as const;
export type FleetMoment = (typeof fleetMoments)[number];

type Request = { method: "POST" | "PUT" | "DELETE"; path: string; body?: object };

/** A start that a kill cut off is answered when the next supervisor has made it, or after 30 s. */
const PATIENCE = 60_000;
let made = 0;

export const newName = () => `fleet-${++made}`;

const creation = (name: string): Request => ({
  method: "POST",
  path: "/api/agents",
  body: { name, resources: { cpu: "1", memory: "1g" } },
});

/** What is asked about an agent at a moment, by its id. */
const requests: Record<FleetMoment, (id: string) => Request[]> = {
  running: () => [],
  creating: () => [creation(newName())],
  starting: (id) => [{ method: "POST", path: `/api/agents/${id}/start` }],
  stopping: (id) => [{ method: "POST", path: `/api/agents/${id}/stop` }],
  renaming: (id) => [{ method: "PUT", path: `/api/agents/${id}/rename`, body: { new_name: newName() } }],
  deleting: (id) => [{ method: "DELETE", path: `/api/agents/${id}` }],
  purging: (id) => [
    { method: "DELETE", path: `/api/agents/${id}` },
    { method: "DELETE", path: `/api/agents/${id}/purge` },
  ],
};

type Answer = { status: number; text: string };

/** Sends one request; status 0 where no answer came. */
async function send({ origin, token }: World, { method, path, body }: Request): Promise<Answer> {
  // What only contract 5 has, such as the purge, is its own all the same.
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "x-api-contract": "fleet" };
  const init = { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) };
  return fetch(`${origin}${path}`, init).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    (error: unknown) => ({ status: 0, text: String(error) }),
  );
}

/** Makes an agent that runs. Throws where it does not. */
export async function makeRunning(world: World): Promise<void> {
  const { status, text } = await send(world, creation(newName()));
  if (status !== 200) throw new Error(`an agent could not be made: ${status} ${text}`);
}

/** Asks what belongs to a moment of each of these agents at once; gives the statuses. */
export async function ask(world: World, moment: FleetMoment, ids: readonly string[]): Promise<number[]> {
  const lanes = ids.map(async (id) => {
    const statuses: number[] = [];
    for (const request of requests[moment](id)) statuses.push((await send(world, request)).status);
    return statuses;
  });
  return (await Promise.all(lanes)).flat();
}
