import { PluginsPage } from "@/components/plugins/plugins-page";
import { requirePageCtx } from "@/lib/auth/page-session";
import { pluginLimit } from "@/lib/domain/plugins/receive-plugin";

/** The marketplace, the workspace's plugins, and uploads. */
export default async function Page() {
  await requirePageCtx();
  return <PluginsPage maxBytes={pluginLimit()} />;
}
