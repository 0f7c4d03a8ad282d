import {
  Ban,
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  Info,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  Play,
  Skull,
  Square,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { Badge, type Tone } from "./badge";

type Look = { label: string; tone: Tone; icon: LucideIcon; spin?: boolean };

const review = {
  PENDING: { label: "Pending review", tone: "warning", icon: Clock },
  ACTIVE: { label: "Active", tone: "success", icon: CircleCheck },
  REJECTED: { label: "Declined", tone: "danger", icon: CircleX },
  DISABLED: { label: "Disabled", tone: "neutral", icon: Ban },
} as const satisfies Record<string, Look>;

const packages = {
  pending: { label: "Pending", tone: "warning", icon: Clock },
  approved: { label: "Approved", tone: "success", icon: CircleCheck },
  declined: { label: "Declined", tone: "danger", icon: CircleX },
  withdrawn: { label: "Withdrawn", tone: "neutral", icon: Undo2 },
  superseded: { label: "Superseded", tone: "neutral", icon: CircleSlash },
} as const satisfies Record<string, Look>;

const run = {
  running: { label: "Running", tone: "success", icon: Play },
  loading: { label: "Loading", tone: "accent", icon: LoaderCircle, spin: true },
  starting: { label: "Starting", tone: "accent", icon: LoaderCircle, spin: true },
  stopping: { label: "Stopping", tone: "accent", icon: LoaderCircle, spin: true },
  stopped: { label: "Stopped", tone: "neutral", icon: Square },
  exited: { label: "Exited", tone: "danger", icon: CircleAlert },
  unloaded: { label: "Not loaded", tone: "neutral", icon: CircleDashed },
  loaded: { label: "Loaded", tone: "success", icon: Play },
  failed: { label: "Failed", tone: "danger", icon: CircleAlert },
  unknown: { label: "Unknown", tone: "neutral", icon: CircleDashed },
} as const satisfies Record<string, Look>;

const severity = {
  critical: { label: "Critical", tone: "danger", icon: Skull },
  high: { label: "High", tone: "danger", icon: OctagonAlert },
  medium: { label: "Medium", tone: "warning", icon: TriangleAlert },
  low: { label: "Low", tone: "neutral", icon: Circle },
  info: { label: "Info", tone: "accent", icon: Info },
} as const satisfies Record<string, Look>;

export type ReviewStatus = keyof typeof review;
export type PackageStatus = keyof typeof packages;
export type RunStatus = keyof typeof run;
export type Severity = keyof typeof severity;

function LookBadge({ look, suffix, className }: { look: Look; suffix?: string; className?: string }) {
  const Icon = look.icon;
  return (
    <Badge
      tone={look.tone}
      className={className}
      icon={<Icon aria-hidden className={look.spin ? "animate-spin" : undefined} />}
    >
      {suffix ? `${suffix} ${look.label.toLowerCase()}` : look.label}
    </Badge>
  );
}

/** The review status of an agent. */
export function ReviewBadge({ status, className }: { status: ReviewStatus; className?: string }) {
  return <LookBadge look={review[status]} className={className} />;
}

/** The status of one submitted package. */
export function PackageBadge({ status, className }: { status: PackageStatus; className?: string }) {
  return <LookBadge look={packages[status]} className={className} />;
}

/** Whether an agent runs, as observed. `still` in tables: each thing that turns is a layer drawn anew for every frame. */
export function RunBadge({ status, still, className }: { status: RunStatus; still?: boolean; className?: string }) {
  const look: Look = run[status];
  return <LookBadge look={still ? { ...look, spin: false } : look} className={className} />;
}

/** How bad a finding is; with `count` it says how many of them there are ("2 high"). */
export function SeverityBadge(props: { severity: Severity; count?: number; className?: string }) {
  return <LookBadge look={severity[props.severity]} suffix={props.count?.toString()} className={props.className} />;
}

/** Findings by severity, worst first, zeros left out; says "No findings" when there are none. */
export function FindingCounts({ counts }: { counts: Partial<Record<Severity, number>> }) {
  const order = ["critical", "high", "medium", "low", "info"] as const;
  const present = order.filter((name) => (counts[name] ?? 0) > 0);
  if (present.length === 0) {
    return (
      <Badge tone="success" icon={<CircleCheck aria-hidden />}>
        No findings
      </Badge>
    );
  }
  return (
    <span className="inline-flex flex-wrap gap-1">
      {present.map((name) => (
        <SeverityBadge key={name} severity={name} count={counts[name]} />
      ))}
    </span>
  );
}
