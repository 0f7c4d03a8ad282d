"use client";
import type { ReactNode } from "react";
import { ConsoleSessionProvider } from "@/lib/client/console-session";
import type { Me } from "@/lib/contracts/console/wire/me";
import { ConsoleFrame, goToSignIn, type Room } from "./console-frame";

/** The browser's side of the console: session, workspace, frame. */
export function ConsoleRoot({ me, rooms, children }: { me: Me; rooms: readonly Room[]; children: ReactNode }) {
  return (
    <ConsoleSessionProvider me={me} onSignedOut={goToSignIn}>
      <ConsoleFrame rooms={rooms}>{children}</ConsoleFrame>
    </ConsoleSessionProvider>
  );
}
