/** What happened to a plugin; of the first three everybody hears, of those in a workspace its members, of the others instance admins. */
export type PluginChange =
  | "approved"
  | "activated"
  | "deactivated"
  | "enabled"
  | "disabled"
  | "uploaded"
  | "rejected"
  | "rescanned"
  | "scanned"
  | ReviewChange;
type ReviewChange = "claimed" | "released" | "commented";

const forEverybody: readonly string[] = ["approved", "activated", "deactivated"] satisfies PluginChange[];

/** The event of a change; one without a workspace is of the marketplace. */
export function pluginChanged(id: string, name: string, change: PluginChange, workspaceId: string | null = null) {
  return {
    topic: "resources",
    type: "plugin_changed",
    targetId: id,
    name,
    workspaceId,
    data: { change, public: workspaceId === null && forEverybody.includes(change) },
  } as const;
}

type UnderReview = { audit: { id: string; name: string }; authors: string[] };

/** The event of a review: who uploaded the plugin hears of it too. */
export function pluginReviewChanged({ audit: { id, name }, authors }: UnderReview, change: ReviewChange) {
  const event = pluginChanged(id, name, change);
  return { ...event, data: { ...event.data, authors } };
}
