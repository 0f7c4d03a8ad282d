import type { Metadata } from "next";
import { requirePageCtx } from "@/lib/auth/page-session";
import { PersonaRoute } from "./persona-route";

export const metadata: Metadata = { title: "Persona" };

/** One persona. */
export default async function Page({ params }: { params: Promise<{ persona: string }> }) {
  await requirePageCtx();
  return <PersonaRoute id={(await params).persona} />;
}
