import type { Metadata } from "next";
import { OverviewPage } from "@/components/overview/overview-page";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Overview" };

/** The first page. */
export default async function Page() {
  await requirePageCtx();
  return <OverviewPage />;
}
