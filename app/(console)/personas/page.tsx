import { requirePageCtx } from "@/lib/auth/page-session";
import { PersonasRoute } from "./personas-route";

/** How agents can speak. */
export default async function Page() {
  await requirePageCtx();
  return <PersonasRoute />;
}
