import { requirePageCtx } from "@/lib/auth/page-session";
import { PersonaRoute } from "./persona-route";

/** One persona. */
export default async function Page({ params }: { params: Promise<{ persona: string }> }) {
  await requirePageCtx();
  return <PersonaRoute id={(await params).persona} />;
}
