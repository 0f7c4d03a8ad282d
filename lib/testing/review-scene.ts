import { showPackage } from "@/lib/contracts/console/endpoints/packages";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { version } from "@/lib/contracts/submissions/endpoints/submit";
import { db } from "@/lib/db";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";

/** A workspace in which a developer has submitted an agent; owner and admin may review it. */
export async function givenSubmission() {
  const { workspace, owner } = await given.workspace();
  const author = await given.member(workspace, { role: "developer" });
  const admin = await given.member(workspace, { role: "admin" });
  return { workspace, owner, author, admin, agent: await submitted(author) };
}

/** The body of an answer under the type that the test then checks field by field. */
export function as<T>(answer: Called): T {
  return answer.body as T;
}

/** A package as one person sees it. */
export async function seenBy(person: Person, id: string): Promise<PackageResource> {
  return as<PackageResource>(await call(showPackage, { as: person, params: { id } }));
}

/** Uploads a further version of an agent and gives the package's id. */
export async function submitVersion(person: Person, agent: { number: number }, recipe: PackageRecipe): Promise<string> {
  const { number } = agent;
  const answer = await call(version, { as: person, params: { agent_id: number }, file: await buildPackage(recipe) });
  if (answer.status !== 200) throw new Error(`Submitting failed: ${JSON.stringify(answer.body)}`);
  const found = await db().agent.findUniqueOrThrow({ where: { number } });
  return found.newestPackageId ?? "";
}
