import type { Metadata } from "next";
import { requirePageCtx } from "@/lib/auth/page-session";
import { describeTemplates } from "@/lib/runtime/describe-templates";
import { NewAgentRoute } from "./new-agent-route";

export const metadata: Metadata = { title: "New agent" };

/** Where an agent is made of a template or a repository. */
export default async function NewAgentPage() {
  await requirePageCtx();
  return <NewAgentRoute templates={await describeTemplates()} />;
}
