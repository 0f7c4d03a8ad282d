export const themeNames = ["system", "light", "dark"] as const;
/** What a person has chosen; "system" follows the machine. */
export type Theme = (typeof themeNames)[number];

const KEY = "theme";
const DARK = "(prefers-color-scheme: dark)";

/** For an inline script ahead of the page: the theme stands on <html> before anything is painted. */
export const themeScript = `try{let t=localStorage.getItem("${KEY}");document.documentElement.dataset.theme=t==="light"||t==="dark"?t:matchMedia("${DARK}").matches?"dark":"light"}catch{}`;

const readers = new Set<() => void>();

/** The person's choice in this browser. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return themeNames.find((name) => name === kept) ?? "system";
  } catch {
    return "system";
  }
}

/** What is shown. */
export function shownTheme(): "light" | "dark" {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

function wantedTheme(): "light" | "dark" {
  const chosen = chosenTheme();
  if (chosen !== "system") return chosen;
  return matchMedia(DARK).matches ? "dark" : "light";
}

/** Without transitions, else each colour would fade by itself. */
function show(): void {
  const page = document.documentElement;
  page.dataset.still = "";
  page.dataset.theme = wantedTheme();
  getComputedStyle(document.body).color;
  delete page.dataset.still;
  for (const reader of readers) reader();
}

/** Changes the theme of all tabs of this browser, for good. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Where nothing may be kept, the page stays as the machine is.
  }
  show();
}

/** Follows the machine and other tabs, also in what they did while the page was loading, until it is ended. */
export function followTheme(): () => void {
  const ending = new AbortController();
  if (wantedTheme() !== shownTheme()) show();
  matchMedia(DARK).addEventListener("change", show, { signal: ending.signal });
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && show(), { signal: ending.signal });
  return () => ending.abort();
}

/** Calls `reader` after each change. */
export function subscribeTheme(reader: () => void): () => void {
  readers.add(reader);
  return () => void readers.delete(reader);
}
