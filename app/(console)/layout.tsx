import type { ReactNode } from "react";
import { ConsoleFrame } from "./console-frame";

/** The frame around every console page. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <ConsoleFrame>{children}</ConsoleFrame>;
}
