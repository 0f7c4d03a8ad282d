import type { Metadata } from "next";
import { ReviewQueue } from "@/components/review/review-queue";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Review" };

/** What waits for review. */
export default async function ReviewPage() {
  await requirePageCtx();
  return <ReviewQueue />;
}
