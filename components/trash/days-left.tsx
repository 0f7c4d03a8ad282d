"use client";
import { Clock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/lib/client/use-now";
import { daysLeft } from "@/lib/domain/agents/rules";

/** From so few days on the end is near. */
const NEAR = 3;

/** How long an agent still stays in the trash. */
export function DaysLeft({ purgeAt }: { purgeAt: string }) {
  const now = useNow();
  const days = now === null ? null : daysLeft(new Date(purgeAt), new Date(now));
  if (days === null) return <span className="text-subtle">–</span>;
  const words = days === 0 ? "Last day" : days === 1 ? "1 day left" : `${days} days left`;
  return (
    <Badge tone={days <= NEAR ? "danger" : "neutral"} icon={<Clock aria-hidden />}>
      {words}
    </Badge>
  );
}
