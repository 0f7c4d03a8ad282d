import { PluginPage } from "@/components/plugins/plugin-page";
import { requirePageCtx } from "@/lib/auth/page-session";

/** One plugin of the marketplace. */
export default async function Page({ params }: { params: Promise<{ plugin: string }> }) {
  await requirePageCtx();
  return <PluginPage id={(await params).plugin} />;
}
