import { PackageReview } from "@/components/review/package-review";
import { requirePageCtx } from "@/lib/auth/page-session";

/** One package under review. */
export default async function PackageReviewPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePageCtx();
  return <PackageReview id={(await params).id} />;
}
