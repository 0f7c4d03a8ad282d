import type { Metadata } from "next";
import { SharedPage } from "@/components/sharing/shared-page";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Shared with me" };

/** The agents that others share with the person who is signed in. */
export default async function Shared() {
  await requirePageCtx();
  return <SharedPage />;
}
