import type { ReactNode } from "react";
import { places } from "./places";
import { SettingsFrame } from "./settings-frame";

/** The frame of all settings. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <SettingsFrame places={places}>{children}</SettingsFrame>;
}
