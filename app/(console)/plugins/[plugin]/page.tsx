import type { Metadata } from "next";
import { PluginPage } from "@/components/plugins/plugin-page";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Plugin" };

/** One plugin of the marketplace. */
export default async function Page({ params }: { params: Promise<{ plugin: string }> }) {
  await requirePageCtx();
  return <PluginPage id={(await params).plugin} />;
}
