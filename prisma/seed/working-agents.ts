import { byId } from "@/lib/domain/agents/rules";
import { approvePackage } from "@/lib/domain/packages/review-package";
import { at, daysAgo } from "./backdate";
import { submit, update, workingRecipes } from "./packages";
import type { Cast } from "./people";
import { spiced } from "./spices";

/** How many of them have a further version that waits while the first one runs. */
const IMPROVED = 3;

const NOTES = "# Changes\n\n## 1.1.0\n\n- Sums of several values in one call.\n";

/** Small useful agents, approved, so that a supervisor really loads them; one of them fails for real. Gives their number. */
export async function seedWorkingAgents(cast: Cast): Promise<number> {
  const authors = [cast.maria, cast.jonas, cast.priya];
  const recipes = workingRecipes();
  for (const [i, recipe] of recipes.entries()) {
    const by = authors[i % authors.length] ?? cast.maria;
    const agent = await at(
      daysAgo(20 + i, i),
      ({ agentId }) => agentId,
      () => submit(by, recipe),
    );
    await approvePackage(cast.ada.ctx, { where: { agent: byId(agent.agentId) }, body: "Useful for all of us." });
    if (i >= IMPROVED) continue;
    const files = { ...recipe.files, "CHANGELOG.md": NOTES };
    const next = spiced({ ...recipe, version: "1.1.0", files }, i * 2);
    await update(by, agent.agentId, next);
  }
  return recipes.length;
}
