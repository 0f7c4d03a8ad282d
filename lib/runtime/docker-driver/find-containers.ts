import { z } from "zod";
import { type Engine, LIMITS, read } from "@/lib/runtime/docker-driver/engine";
import { LABEL } from "@/lib/runtime/docker-driver/names";

const listed = z.array(
  z.object({ Id: z.string(), State: z.string(), Labels: z.record(z.string(), z.string()), Names: z.array(z.string()) }),
);

export type FoundContainer = { id: string; agentId: string; running: boolean; name: string };

/** The containers of this installation, or of one of its agents, running or not; those of another Muster are never among them. */
export async function findContainers(
  { api, ask }: Engine,
  installation: string,
  agentId?: string,
): Promise<FoundContainer[]> {
  const label = [`${LABEL.installation}=${installation}`, agentId ? `${LABEL.agent}=${agentId}` : LABEL.agent];
  const said: unknown = await ask("list", LIMITS.question, (abortSignal) =>
    api.listContainers({ all: true, filters: { label }, abortSignal }),
  );
  return read(listed, said, "list").map(({ Id, State, Labels, Names }) => ({
    id: Id,
    agentId: Labels[LABEL.agent] ?? "",
    running: State === "running",
    name: Names[0]?.replace(/^\//, "") ?? "",
  }));
}
