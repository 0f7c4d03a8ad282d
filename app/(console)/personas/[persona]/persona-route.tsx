"use client";
import { useRouter } from "next/navigation";
import { PersonaAbsent, PersonaRoom } from "@/components/personas/persona-room";
import { consolePaths } from "@/lib/client/console-paths";

/** The page with the router: who has deleted a persona goes back to the list. */
export function PersonaRoute({ id }: { id: string }) {
  const router = useRouter();
  if (!/^\d{1,10}$/.test(id)) return <PersonaAbsent />;
  return <PersonaRoom id={Number(id)} onGone={() => router.push(consolePaths.personas)} />;
}
