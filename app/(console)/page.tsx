import { OverviewPage } from "@/components/overview/overview-page";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The first page. */
export default async function Page() {
  await requirePageCtx();
  return <OverviewPage />;
}
