/** Creates the first admin from MUSTER_ADMIN_EMAIL and MUSTER_ADMIN_PASSWORD when both are set and there is no user yet. */
export async function ensureFirstAdmin(): Promise<void> {}

/** A new one-time token (`st_…`) for the set-up page, or null when there is a user already. */
export async function createSetupToken(): Promise<string | null> {
  return null;
}
