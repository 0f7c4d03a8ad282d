import type { ReactNode } from "react";
import { SettingsFrame } from "./settings-frame";

/** The frame of all settings. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
