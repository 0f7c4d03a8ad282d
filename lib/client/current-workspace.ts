/**
 * The workspace that this tab is in. Each tab has its own, kept in sessionStorage and sent with every request, so that
 * switching in one tab never makes another one act in the wrong workspace. New tabs begin with the account's default.
 */
const KEY = "muster.workspace";

let current: string | null = null;

/** Id of the tab's workspace; undefined on the server and before the console has begun. */
export function currentWorkspace(): string | undefined {
  return current ?? undefined;
}

/** Makes a workspace the tab's own. Load the page anew afterwards: what is shown belongs to the one before. */
export function enterWorkspace(id: string): void {
  current = id;
  sessionStorage.setItem(KEY, id);
}

/** The tab's own workspace if it is still among the person's, else their default, else their first; null without any. */
export function pickWorkspace(own: readonly string[], usual: string | null): string | null {
  const kept = current ?? sessionStorage.getItem(KEY);
  current = [kept, usual].find((id) => id !== null && own.includes(id)) ?? own[0] ?? null;
  return current;
}
