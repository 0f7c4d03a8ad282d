import { readdirSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { byId } from "@/lib/domain/agents/rules";
import { submitPackage, type Uploaded, uploadNewAgent } from "@/lib/domain/packages/submit-package";
import { submitVersion, uploadVersion } from "@/lib/domain/packages/submit-version";
import type { Person } from "@/lib/testing/given";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";
import { mainAgent } from "./package-sources";

/** Submits a new agent as a person does. */
export async function submit(by: Person, recipe: PackageRecipe): Promise<Uploaded> {
  return uploadNewAgent(by.ctx, Readable.from([await buildPackage(recipe)]), submitPackage);
}

/** Submits the next version of an agent. */
export async function update(by: Person, agentId: string, recipe: PackageRecipe): Promise<Uploaded> {
  return uploadVersion(by.ctx, Readable.from([await buildPackage(recipe)]), byId(agentId), submitVersion);
}

const TOOLS = "prisma/seed/tools";
const DOCSTRING = /^"""([^."]+)/;

/** Recipes of the agents that are really loaded: one for each file in `tools`. The last words of a docstring describe it. */
export function workingRecipes(): (PackageRecipe & { name: string })[] {
  return readdirSync(TOOLS)
    .filter((file) => file.endsWith(".py"))
    .sort()
    .map((file) => {
      const source = readFileSync(`${TOOLS}/${file}`, "utf8");
      const name = file.replace(".py", "").replaceAll("_", "-");
      const description = DOCSTRING.exec(source)?.[1] ?? name;
      const files = {
        "tools/arithmetic.py": null,
        [`tools/${file}`]: source,
        "agents/main_agent.py": mainAgent(name, description, source),
      };
      return { name, version: "1.0.0", description, files };
    });
}
