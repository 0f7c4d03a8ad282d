import { requirePageCtx } from "@/lib/auth/page-session";
import { agentZipLimit } from "@/lib/domain/transfers/receive-agent-zip";
import { ImportRoute } from "./import-route";

/** Where the zip of an agent becomes a draft. */
export default async function ImportPage() {
  await requirePageCtx();
  return <ImportRoute maxBytes={agentZipLimit()} />;
}
