import {
  CircleCheck,
  CircleX,
  Download,
  Hand,
  type LucideIcon,
  MessageCircle,
  PackageOpen,
  Play,
  Replace,
  ScanSearch,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { Timeline } from "@/components/patterns/timeline";
import type { Tone } from "@/components/ui/badge";
import type { PackageResource, timelineSteps } from "@/lib/contracts/console/wire/package";

type Step = (typeof timelineSteps)[number];

const steps: Record<Step, { title: string; icon: LucideIcon; tone?: Tone }> = {
  submitted: { title: "Submitted", icon: PackageOpen },
  scanned: { title: "Scanned", icon: ScanSearch },
  replaced: { title: "Replaced by a newer version", icon: Replace },
  claimed: { title: "Claimed for review", icon: Hand },
  commented: { title: "Commented", icon: MessageCircle },
  approved: { title: "Approved", icon: CircleCheck, tone: "success" },
  declined: { title: "Declined", icon: CircleX, tone: "danger" },
  withdrawn: { title: "Withdrawn", icon: Undo2 },
  installing: { title: "Installing", icon: Download },
  loaded: { title: "Loaded", icon: Play, tone: "success" },
  load_failed: { title: "Could not be loaded", icon: TriangleAlert, tone: "danger" },
};

function isStep(step: string): step is Step {
  return Object.hasOwn(steps, step);
}

/** What happened to a package, oldest first. */
export function PackageTimeline({ pkg }: { pkg: Pick<PackageResource, "timeline" | "version"> }) {
  const items = pkg.timeline.map(({ at, step, by, note }, index) => {
    const look = isStep(step) ? steps[step] : { title: step, icon: PackageOpen };
    const Icon = look.icon;
    const body = note && <span className="line-clamp-6 whitespace-pre-wrap">{note}</span>;
    return { id: `${index} ${step}`, title: look.title, by, at, tone: look.tone, icon: <Icon />, body };
  });
  return <Timeline label={`What happened to version ${pkg.version}`} items={items} />;
}
