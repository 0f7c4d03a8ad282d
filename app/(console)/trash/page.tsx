import { TrashPage } from "@/components/trash/trash-page";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The deleted agents of the workspace. */
export default async function Trash() {
  await requirePageCtx();
  return <TrashPage />;
}
