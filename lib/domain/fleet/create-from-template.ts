import type { Ctx } from "@/lib/domain/context";
import { createFleetAgent, type NewFleetAgent } from "@/lib/domain/fleet/create-fleet-agent";
import { fleetName, resourceColumns } from "@/lib/domain/fleet/rules";
import { openTemplate } from "@/lib/runtime/open-template";

type Input = Pick<NewFleetAgent, "name" | "type" | "runtime" | "runtimeModel" | "instructions"> & {
  template: string;
  githubRepo: string | null;
  /** As asked for; what is missing comes from the template. */
  resources: { cpu?: unknown; memory?: unknown };
};

async function createChecked(ctx: Ctx, input: Input): Promise<{ id: string }> {
  const { githubRepo, template, resources, ...same } = input;
  const wanted = resourceColumns(resources, "resources.");
  const name = fleetName(input.name, "name");
  // Who may not create agents fetches nothing through this machine.
  await createFleetAgent.authorize(ctx, { ...same, name, template, githubRepo, ...nothingSet });
  const opened =
    githubRepo === null ? await openTemplate(template) : await openTemplate(`github:${githubRepo}`, "github_repo");
  const offered = resourceColumns(opened.file?.resources ?? {});
  const { expose = false, consume = false } = opened.file?.shared_folders ?? {};
  return createFleetAgent(ctx, {
    ...same,
    name,
    template: opened.reference,
    githubRepo: opened.githubRepo,
    resources: { cpu: wanted.cpu ?? offered.cpu, memoryMb: wanted.memoryMb ?? offered.memoryMb },
    folders: { expose, consume },
  });
}

const nothingSet = { resources: { cpu: null, memoryMb: null }, folders: { expose: false, consume: false } };

/**
 * Makes a container agent as its template says; what the caller names beats the template. Throws as `createFleetAgent`,
 * and `invalid` for a template or repository that is unknown or cannot be read.
 */
export const createFromTemplate = Object.assign(createChecked, { permission: createFleetAgent.permission });
