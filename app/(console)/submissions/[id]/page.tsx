import { requirePageCtx } from "@/lib/auth/page-session";
import { packageLimit } from "@/lib/domain/packages/receive-package";
import { SubmissionRoute } from "./submission-route";

/** One submitted package. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requirePageCtx();
  const { id } = await params;
  return <SubmissionRoute id={id} maxBytes={packageLimit()} />;
}
