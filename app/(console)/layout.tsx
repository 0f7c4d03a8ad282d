import type { ReactNode } from "react";
import { requirePageCtx } from "@/lib/auth/page-session";
import { toMe } from "@/lib/contracts/console/present/people";
import { getMe } from "@/lib/domain/users/queries";
import { ConsoleRoot } from "./console-root";
import { rooms } from "./rooms";

/** The frame around every console page; nobody sees it without being signed in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePageCtx();
  return (
    <ConsoleRoot me={toMe(await getMe(ctx, null))} rooms={rooms}>
      {children}
    </ConsoleRoot>
  );
}
