import { SharedPage } from "@/components/sharing/shared-page";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The agents that others share with the person who is signed in. */
export default async function Shared() {
  await requirePageCtx();
  return <SharedPage />;
}
