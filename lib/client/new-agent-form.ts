import { z } from "zod";
import { cpuChoices, memoryChoices, runtimeNames } from "@/lib/domain/fleet/rules";
import { FROM_GITHUB, namedAs } from "./new-agent";

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
