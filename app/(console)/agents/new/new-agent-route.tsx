"use client";
import { useRouter } from "next/navigation";
import { NewAgent, type TemplateChoice } from "@/components/runtime/new-agent";
import { consolePaths } from "@/lib/client/console-paths";

/** The page with the router: who has made an agent goes to see it run. */
export function NewAgentRoute({ templates }: { templates: readonly TemplateChoice[] }) {
  const router = useRouter();
  return <NewAgent templates={templates} onMade={(id) => router.push(`${consolePaths.agent(id)}?tab=runtime`)} />;
}
