/** Everything that people are told of (contract `console` §9), in the order in which settings show it. */
export const notificationKinds = [
  "package_submitted",
  "package_approved",
  "package_declined",
  "package_commented",
  "package_load_failed",
  "agent_failed",
  "agent_shared",
  "share_expiring",
  "key_expiring",
  "trash_expiring",
  "plugin_reviewed",
  "webhook_disabled",
  "security",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export type Ways = { app: boolean; mail: boolean };
export type NotificationPreferences = Record<NotificationKind, Ways>;

/** Without a choice people are told in the console and not by mail. */
const usual: Ways = { app: true, mail: false };

/** A whole set from what was chosen; security is always told in the console. */
export function preferencesFrom(chosen: Partial<NotificationPreferences>): NotificationPreferences {
  const entries = notificationKinds.map((kind): [NotificationKind, Ways] => {
    const ways = { ...usual, ...chosen[kind] };
    return [kind, kind === "security" ? { ...ways, app: true } : ways];
  });
  return Object.fromEntries(entries) as NotificationPreferences;
}
