import { redirect } from "next/navigation";
import { SetupCard } from "@/components/session/setup-card";
import { findPageCtx } from "@/lib/auth/page-session";
import { setupNeeded } from "@/lib/auth/setup";

/** Where the one-time link leads. The token stands behind `#` and never reaches the server in an address. */
export default async function SetupPage() {
  if (await findPageCtx()) redirect("/");
  return <SetupCard done={!(await setupNeeded())} />;
}
