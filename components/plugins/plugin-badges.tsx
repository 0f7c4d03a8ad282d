import {
  CircleCheck,
  CircleSlash,
  CircleX,
  Clock,
  EyeOff,
  LoaderCircle,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
} from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { PluginVersionResource } from "@/lib/contracts/console/wire/plugin";

type Look = { label: string; tone: Tone; icon: LucideIcon };

const verdicts = {
  safe: { label: "Safe", tone: "success", icon: ShieldCheck },
  review_required: { label: "Review required", tone: "warning", icon: ShieldAlert },
  blocked: { label: "Blocked", tone: "danger", icon: ShieldX },
  pending: { label: "Scanning", tone: "accent", icon: LoaderCircle },
} as const satisfies Record<string, Look>;
export type Verdict = keyof typeof verdicts;

const statuses = {
  pending: { label: "Waits for review", tone: "warning", icon: Clock },
  approved: { label: "Approved", tone: "success", icon: CircleCheck },
  rejected: { label: "Rejected", tone: "danger", icon: CircleX },
  replaced: { label: "Replaced", tone: "neutral", icon: CircleSlash },
} as const satisfies Record<PluginVersionResource["status"], Look>;

function LookBadge({ look: { label, tone, icon: Icon } }: { look: Look }) {
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Badge>
  );
}

/** What the security scan says. */
export function VerdictBadge({ verdict }: { verdict: Verdict | null }) {
  return <LookBadge look={verdicts[verdict ?? "pending"]} />;
}

/** What became of one version. */
export function VersionBadge({ status }: { status: PluginVersionResource["status"] }) {
  return <LookBadge look={statuses[status]} />;
}

/** The plugin can be used in the workspace. */
export function EnabledBadge() {
  return <LookBadge look={{ label: "Enabled", tone: "success", icon: CircleCheck }} />;
}

/** Taken from the marketplace by an instance admin. */
export function HiddenBadge() {
  return <LookBadge look={{ label: "Deactivated", tone: "neutral", icon: EyeOff }} />;
}
