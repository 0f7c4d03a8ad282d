"use client";
import { Clock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/lib/client/use-now";
import { daysLeft } from "@/lib/domain/trash/rules";

/** From so few days on the end is near. */
const NEAR = 3;

/** How long an agent still stays in the trash. */
export function DaysLeft({ purgeAt }: { purgeAt: string }) {
  const now = useNow();
  const days = now === null ? null : daysLeft(purgeAt, now);
  if (days === null) return <span className="text-subtle">–</span>;
  const words = days === 0 ? "Due now" : days === 1 ? "1 day left" : `${days} days left`;
  return (
    <Badge tone={days <= NEAR ? "danger" : "neutral"} icon={<Clock aria-hidden />}>
      {words}
    </Badge>
  );
}
