import type { KeyboardEvent } from "react";

/** Moves between rows with the arrow keys, Home and End; X selects the row that has the focus, Space peeks at it. */
export function rowKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
  if (!(event.target instanceof Element)) return;
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.matches("input:not([type=checkbox]), textarea, select")
  )
    return;
  const row = event.target.closest("tr[data-row]");
  if (event.key.toLowerCase() === "x") {
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey });
    row?.querySelector<HTMLInputElement>("input[type=checkbox]")?.dispatchEvent(click);
    return;
  }
  if (event.key === " " && event.target.matches("[data-row-target]")) {
    const peek = row?.querySelector<HTMLElement>("[data-row-peek]");
    if (peek) event.preventDefault();
    peek?.click();
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll("tr[data-row]")];
  const at = row ? rows.indexOf(row) : -1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next === undefined) return;
  const element = rowFocus(rows[next]);
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}

function rowFocus(row: Element | undefined): HTMLElement | null {
  return row?.querySelector<HTMLElement>("[data-row-target]") ?? row?.querySelector<HTMLElement>("input") ?? null;
}
