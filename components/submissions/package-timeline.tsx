import {
  ArrowUpFromLine,
  Ban,
  Check,
  CircleAlert,
  Download,
  MessageSquare,
  Play,
  ScanSearch,
  Undo2,
  User,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import { Timeline } from "@/components/patterns/timeline";
import type { Tone } from "@/components/ui/badge";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

type Look = { title: string; icon: ReactNode; tone?: Tone };

const looks: Readonly<Record<string, Look>> = {
  submitted: { title: "Submitted", icon: <ArrowUpFromLine />, tone: "accent" },
  scanned: { title: "Scanned", icon: <ScanSearch /> },
  replaced: { title: "Replaced by a newer version", icon: <Ban /> },
  claimed: { title: "Review begun", icon: <User /> },
  commented: { title: "Commented", icon: <MessageSquare />, tone: "accent" },
  approved: { title: "Approved", icon: <Check />, tone: "success" },
  declined: { title: "Declined", icon: <X />, tone: "danger" },
  withdrawn: { title: "Withdrawn", icon: <Undo2 /> },
  installing: { title: "Installing", icon: <Download /> },
  loaded: { title: "Loaded and running", icon: <Play />, tone: "success" },
  load_failed: { title: "Could not be loaded", icon: <CircleAlert />, tone: "danger" },
};

/** What has happened to a package, in order. */
export function PackageTimeline({ steps }: { steps: PackageResource["timeline"] }) {
  const items = steps.map(({ at, step, by, note }, index) => {
    const look = looks[step];
    return {
      id: `${index}-${step}`,
      title: look?.title ?? step,
      icon: look?.icon,
      tone: look?.tone,
      by,
      at,
      body: note && <span className="line-clamp-6 whitespace-pre-wrap text-muted text-xs">{note}</span>,
    };
  });
  return <Timeline label="What has happened" items={items} />;
}
