"use client";
import type { ReactNode } from "react";
import { ConsoleSessionProvider } from "@/lib/client/console-session";
import type { Me } from "@/lib/contracts/console/wire/me";
import { ConsoleFrame, goToSignIn } from "./console-frame";

/** The browser's side of the console: session, workspace, frame. */
export function ConsoleRoot({ me, children }: { me: Me; children: ReactNode }) {
  return (
    <ConsoleSessionProvider me={me} onSignedOut={goToSignIn}>
      <ConsoleFrame>{children}</ConsoleFrame>
    </ConsoleSessionProvider>
  );
}
