import type { Membership } from "@/lib/domain/context";

/** How long a deleted agent stays in the trash, in days; null: until somebody purges it. */
export const retentionDays = { short: 7, medium: 30, long: 90, none: null } as const;
export const retentionTiers = ["short", "medium", "long", "none"] as const;
export type RetentionTier = (typeof retentionTiers)[number];

export const submitters = ["everyone", "developers", "admins"] as const satisfies readonly Membership["whoMaySubmit"][];
export type WhoMaySubmit = (typeof submitters)[number];

export const LONGEST_WORKSPACE_NAME = 100;
export const MOST_QUOTA = 1_000_000;

/** A slug has 2 to 63 of `a-z 0-9 -`, and is no UUID: both name workspaces at the same place. */
export const slugShape = /^(?![0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)[a-z0-9-]{2,63}$/;
