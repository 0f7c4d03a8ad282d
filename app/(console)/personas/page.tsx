import type { Metadata } from "next";
import { requirePageCtx } from "@/lib/auth/page-session";
import { PersonasRoute } from "./personas-route";

export const metadata: Metadata = { title: "Personas" };

/** How agents can speak. */
export default async function Page() {
  await requirePageCtx();
  return <PersonasRoute />;
}
