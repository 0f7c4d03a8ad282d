import type { Metadata } from "next";
import { TrashPage } from "@/components/trash/trash-page";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Trash" };

/** The deleted agents of the workspace. */
export default async function Trash() {
  await requirePageCtx();
  return <TrashPage />;
}
