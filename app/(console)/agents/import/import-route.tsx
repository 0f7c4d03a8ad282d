"use client";
import { useRouter } from "next/navigation";
import { ImportWizard } from "@/components/transfers/import-wizard";
import { consolePaths } from "@/lib/client/console-paths";

/** The page with the router: who has imported an agent goes to see its draft. */
export function ImportRoute({ maxBytes }: { maxBytes: number }) {
  const router = useRouter();
  return <ImportWizard maxBytes={maxBytes} onImported={(id) => router.push(consolePaths.agent(id))} />;
}
