"use client";
import { useRouter } from "next/navigation";
import { PersonasPage } from "@/components/personas/personas-page";

/** The list with the router: who has made a persona goes to it. */
export function PersonasRoute() {
  const router = useRouter();
  return <PersonasPage onGo={(path) => router.push(path)} />;
}
