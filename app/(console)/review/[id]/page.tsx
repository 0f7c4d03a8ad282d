import type { Metadata } from "next";
import { PackageReview } from "@/components/review/package-review";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Review a package" };

/** One package under review. */
export default async function PackageReviewPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePageCtx();
  return <PackageReview id={(await params).id} />;
}
