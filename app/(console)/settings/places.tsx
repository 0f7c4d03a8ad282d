import {
  Bell,
  Building2,
  CircleUser,
  KeyRound,
  MonitorSmartphone,
  Server,
  Settings2,
  ShieldCheck,
  Users,
} from "lucide-react";
import type { SettingsPlaces } from "./settings-frame";

/** All settings. The server sends them with the page: no script carries what it draws. */
export const places: SettingsPlaces = {
  account: [
    { href: "/settings/profile", label: "Profile", icon: <CircleUser aria-hidden /> },
    { href: "/settings/notifications", label: "Notifications", icon: <Bell aria-hidden /> },
    { href: "/settings/sessions", label: "Sessions", icon: <MonitorSmartphone aria-hidden /> },
    { href: "/settings/two-factor", label: "Two-factor", icon: <ShieldCheck aria-hidden /> },
    { href: "/settings/api-keys", label: "API keys", icon: <KeyRound aria-hidden /> },
  ],
  workspace: [
    { href: "/settings/workspace", label: "Workspace", icon: <Settings2 aria-hidden /> },
    { href: "/settings/members", label: "Members", icon: <Users aria-hidden /> },
  ],
  instance: [
    { href: "/settings/users", label: "Users", icon: <Users aria-hidden /> },
    { href: "/settings/workspaces", label: "Workspaces", icon: <Building2 aria-hidden /> },
    { href: "/settings/instance", label: "This instance", icon: <Server aria-hidden /> },
  ],
};
