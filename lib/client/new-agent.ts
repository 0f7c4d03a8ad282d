import { z } from "zod";
import { cpuChoices, fleetName, memoryChoices, runtimeNames } from "@/lib/domain/fleet/rules";
import type { NewAgent } from "./fleet-queries";

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

const name = z.string().superRefine((typed, context) => {
  if (typed.trim() === "") context.addIssue({ code: "custom", message: "Give it a name" });
  else {
    const { fault } = namedAs(typed);
    if (fault) context.addIssue({ code: "custom", message: fault });
  }
});

/** The form of a new agent, fields named as contract `fleet` names them; empty choices leave it to the template. */
export const newAgentForm = z
  .object({
    name,
    template: z.string().min(1, "Choose a template"),
    github_repo: z.string(),
    runtime: z.enum(runtimeNames),
    runtime_model: z.string().max(100, "has more than 100 characters"),
    resources: z.object({ cpu: z.enum(["", ...cpuChoices]), memory: z.enum(["", ...memoryChoices]) }),
    custom_instructions: z.string().max(100_000, "has more than 100,000 characters"),
  })
  .superRefine(({ template, github_repo: repo }, context) => {
    if (template !== FROM_GITHUB || /^[\w.-]+\/[\w.-]+(@\S+)?$/.test(repo.trim())) return;
    context.addIssue({ code: "custom", path: ["github_repo"], message: "must be Org/repo or Org/repo@branch" });
  });
export type NewAgentForm = z.infer<typeof newAgentForm>;

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
