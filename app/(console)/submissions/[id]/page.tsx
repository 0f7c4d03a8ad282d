import type { Metadata } from "next";
import { requirePageCtx } from "@/lib/auth/page-session";
import { packageLimit } from "@/lib/domain/packages/receive-package";
import { SubmissionRoute } from "./submission-route";

export const metadata: Metadata = { title: "Submission" };

/** One submitted package. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requirePageCtx();
  const { id } = await params;
  return <SubmissionRoute id={id} maxBytes={packageLimit()} />;
}
