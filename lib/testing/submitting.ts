import { submit } from "@/lib/contracts/submissions/endpoints/submit";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import type { Person } from "@/lib/testing/given";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";

export type SubmittedAgent = { id: string; number: number; name: string; packageId: string };

/** An agent with a package, submitted by the person through the API: PENDING, or ACTIVE for an admin. */
export async function submitted(person: Person, recipe: PackageRecipe = {}): Promise<SubmittedAgent> {
  const answer = await call(submit, { as: person, file: await buildPackage(recipe) });
  if (answer.status !== 200) throw new Error(`Submitting failed: ${JSON.stringify(answer.body)}`);
  const { agent_id } = answer.body as { agent_id: number };
  const agent = await db().agent.findUniqueOrThrow({ where: { number: agent_id } });
  if (agent.newestPackageId === null) throw new Error("The agent has no package");
  return { id: agent.id, number: agent.number, name: agent.name, packageId: agent.newestPackageId };
}
