import type { Metadata } from "next";
import { PluginReview } from "@/components/plugin-review/plugin-review";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Review a plugin" };

/** One plugin under review. */
export default async function Page({ params }: { params: Promise<{ plugin: string }> }) {
  await requirePageCtx();
  return <PluginReview id={(await params).plugin} />;
}
