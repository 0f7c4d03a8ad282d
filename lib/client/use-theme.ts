import { useSyncExternalStore } from "react";
import { chosenTheme, shownTheme, subscribeTheme, type Theme } from "./theme";

/** The theme that was chosen and the one that is shown; the server knows neither. */
export function useTheme(): { theme: Theme; shown: "light" | "dark" } {
  const theme = useSyncExternalStore<Theme>(subscribeTheme, chosenTheme, () => "system");
  const shown = useSyncExternalStore<"light" | "dark">(subscribeTheme, shownTheme, () => "light");
  return { theme, shown };
}
