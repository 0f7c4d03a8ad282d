import { SubmissionsPage } from "@/components/submissions/submissions-page";
import { requirePageCtx } from "@/lib/auth/page-session";
import { packageLimit } from "@/lib/domain/packages/receive-package";

/** Submit packages and follow them. */
export default async function Page() {
  await requirePageCtx();
  return <SubmissionsPage maxBytes={packageLimit()} />;
}
