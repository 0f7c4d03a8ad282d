import type { PlannedResource, ReturningTest } from "@/lib/contracts/console/wire/version";

type Choice = { id: string; name: string };
/** What a person chose for resources of the draft, by their ids; null: goes live as it is. */
export type Choices = Readonly<Record<string, Choice | null>>;
/** The mapping as contract `releases` takes it. */
export type ReleaseMapping = {
  connection_mappings: Record<string, string>;
  mcp_server_mappings: Record<string, string>;
};

/** What goes live in the place of a resource: as chosen, else as suggested. */
export function productionOf({ id, production }: PlannedResource, choices: Choices): Choice | null {
  const chosen = choices[id];
  return chosen === undefined ? production : chosen;
}

/** The mapping that a publish is sent. */
export function mappingOf(resources: readonly PlannedResource[], choices: Choices): ReleaseMapping {
  const pairs = (wanted: PlannedResource["kind"]) =>
    Object.fromEntries(
      resources.flatMap((one) => {
        const production = one.kind === wanted ? productionOf(one, choices) : null;
        return production ? [[one.id, production.id]] : [];
      }),
    );
  return { connection_mappings: pairs("dataConnections"), mcp_server_mappings: pairs("mcpServers") };
}

/** Whether a resource that sounds like a test goes live as it is. */
export function isUnmappedTest(resource: PlannedResource, choices: Choices): boolean {
  return resource.test && productionOf(resource, choices) === null;
}

/** Those that need a look: test resources, and what is or was mapped. The others go live as they are. */
export function needsLook(resource: PlannedResource): boolean {
  return resource.test || resource.production !== null;
}

/** What a discard is sent when some test resources, by their ids, shall stay away: nothing of a kind that returns as recorded. */
export function returnedMapping(
  returning: readonly ReturningTest[],
  away: ReadonlySet<string>,
): Partial<ReleaseMapping> {
  const pairs = (wanted: ReturningTest["kind"]) => {
    const ofKind = returning.filter(({ kind }) => kind === wanted);
    if (!ofKind.some(({ to }) => away.has(to.id))) return null;
    return Object.fromEntries(ofKind.filter(({ to }) => !away.has(to.id)).map(({ from, to }) => [to.id, from.id]));
  };
  const [connections, servers] = [pairs("dataConnections"), pairs("mcpServers")];
  return {
    ...(connections && { connection_mappings: connections }),
    ...(servers && { mcp_server_mappings: servers }),
  };
}
