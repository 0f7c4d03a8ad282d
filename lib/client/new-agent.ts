import { fleetName } from "@/lib/domain/fleet/rules";
import type { NewAgent } from "./fleet-queries";
import type { NewAgentForm } from "./new-agent-form";

/** The choice beside the templates that come with Muster. */
export const FROM_GITHUB = "github";

/** What a typed name becomes, or what is wrong with it. */
export function namedAs(typed: string): { name: string; fault: null } | { name: null; fault: string } {
  try {
    return { name: fleetName(typed, "name"), fault: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { name: null, fault: error.message.replace(/^name: /, "") };
  }
}

/** The form as it is sent. */
export function toNewAgent(form: NewAgentForm): NewAgent {
  const { cpu, memory } = form.resources;
  const { name: named } = namedAs(form.name);
  return {
    name: named ?? form.name,
    ...(form.template === FROM_GITHUB ? { github_repo: form.github_repo.trim() } : { template: form.template }),
    runtime: form.runtime,
    runtime_model: form.runtime_model.trim() || null,
    resources: { ...(cpu && { cpu }), ...(memory && { memory }) },
    custom_instructions: form.custom_instructions.trim() || null,
  };
}
