/** A supervisor writes this often that it lives, ms; after DEAD_AFTER without a sign another takes over its agents. */
export const HEARTBEAT = 5_000;
export const DEAD_AFTER = 20_000;
