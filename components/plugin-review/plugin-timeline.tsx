import { Check, Upload, X } from "lucide-react";
import { Timeline, type TimelineItem } from "@/components/patterns/timeline";
import { TextLink } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";

type Dated = TimelineItem & { at: string };

function uploadOf(id: string, version: PluginVersionResource): Dated {
  const { version: number, submittedBy, submittedAt } = version;
  const link = <TextLink href={consolePaths.pluginReview(id, number)}>version {number}</TextLink>;
  return { id: `uploaded ${number}`, title: <>Uploaded {link}</>, by: submittedBy, at: submittedAt, icon: <Upload /> };
}

function decisionOf({ version, status, reviewedAt, reviewedBy, reason }: PluginVersionResource): Dated[] {
  if (!reviewedAt) return [];
  const decided = { id: `decided ${version}`, by: reviewedBy, at: reviewedAt };
  if (status === "rejected") {
    const body = reason && <span className="whitespace-pre-wrap">{reason}</span>;
    return [{ ...decided, title: `Rejected version ${version}`, tone: "danger", icon: <X />, body }];
  }
  return [{ ...decided, title: `Approved version ${version}`, tone: "success", icon: <Check /> }];
}

/** Who uploaded and who decided, the newest first. */
export function PluginTimeline({ history }: { history: PluginHistoryResource }) {
  const items = history.versions.flatMap((version) => [...decisionOf(version), uploadOf(history.id, version)]);
  items.sort((a, b) => (a.at < b.at ? 1 : -1));
  return <Timeline label={`What happened to ${history.name}`} items={items} />;
}
