import { PluginReview } from "@/components/plugin-review/plugin-review";
import { requirePageCtx } from "@/lib/auth/page-session";

/** One plugin under review. */
export default async function Page({ params }: { params: Promise<{ plugin: string }> }) {
  await requirePageCtx();
  return <PluginReview id={(await params).plugin} />;
}
