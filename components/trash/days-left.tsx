"use client";
import { Clock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/lib/client/use-now";
import { daysLeft, timeLeft } from "@/lib/domain/agents/rules";

/** From so few days on the end is near. */
const NEAR = 3;

/** How long an agent still stays in the trash. */
export function DaysLeft({ purgeAt }: { purgeAt: string }) {
  const now = useNow();
  if (now === null) return <span className="text-subtle">–</span>;
  const [end, today] = [new Date(purgeAt), new Date(now)];
  return (
    <Badge tone={daysLeft(end, today) <= NEAR ? "danger" : "neutral"} icon={<Clock aria-hidden />}>
      {timeLeft(end, today)}
    </Badge>
  );
}
