import { ReviewQueue } from "@/components/review/review-queue";
import { requirePageCtx } from "@/lib/auth/page-session";

/** What waits for review. */
export default async function ReviewPage() {
  await requirePageCtx();
  return <ReviewQueue />;
}
