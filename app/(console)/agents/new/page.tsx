import { requirePageCtx } from "@/lib/auth/page-session";
import { describeTemplates } from "@/lib/runtime/describe-templates";
import { NewAgentRoute } from "./new-agent-route";

/** Where an agent is made of a template or a repository. */
export default async function NewAgentPage() {
  await requirePageCtx();
  return <NewAgentRoute templates={await describeTemplates()} />;
}
