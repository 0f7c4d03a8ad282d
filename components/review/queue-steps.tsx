"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Tooltip } from "@/components/ui/tooltip";
import { useConsoleSession } from "@/lib/client/console-session";
import { neighboursOf } from "@/lib/client/queue-neighbours";
import { reviewQueries } from "@/lib/client/review-queries";

type Neighbour = { name: string; link: string } | null;
export type QueuePlace = {
  previous: Neighbour;
  next: Neighbour;
  /** From 1; null for what waits no more. */
  position: number | null;
  /** How many things wait; null while unknown. */
  waiting: number | null;
  previousLink: RefObject<HTMLAnchorElement | null>;
  nextLink: RefObject<HTMLAnchorElement | null>;
};

/** Where something stands in the review queue, and what is before and behind it. */
export function useQueuePlace(current: { id: string; queuedAt: string }): QueuePlace {
  const { reviews } = useConsoleSession();
  const { data } = useQuery({ ...reviewQueries.line(), enabled: reviews });
  const previousLink = useRef<HTMLAnchorElement>(null);
  const nextLink = useRef<HTMLAnchorElement>(null);
  const neighbours = neighboursOf(data?.data ?? [], current);
  return { ...neighbours, waiting: data?.pageInfo.total ?? null, previousLink, nextLink };
}

/** The place in the queue, with a step to either side. */
export function QueueSteps({ place }: { place: QueuePlace }) {
  const { waiting, previous, next, position, nextLink, previousLink } = place;
  if (waiting === null) return null;
  return (
    <nav aria-label="Review queue" className="flex items-center gap-1">
      <span className="px-1 text-muted text-xs tabular-nums">
        {position === null ? `${waiting} waiting` : `${position} of ${waiting}`}
      </span>
      <Step to={previous} label="Previous in the queue" shortcut="K" link={previousLink} icon={<ChevronUp />} />
      <Step to={next} label="Next in the queue" shortcut="J" link={nextLink} icon={<ChevronDown />} />
    </nav>
  );
}

type StepProps = {
  to: Neighbour;
  label: string;
  shortcut: string;
  link: RefObject<HTMLAnchorElement | null>;
  icon: ReactNode;
};

function Step({ to, label, shortcut, link, icon }: StepProps) {
  if (!to) {
    return (
      <IconButton label={`${label}: none`} disabled>
        {icon}
      </IconButton>
    );
  }
  return (
    <Tooltip content={`${label}: ${to.name}`} shortcut={shortcut}>
      <Button asChild variant="ghost" className="size-8 px-0">
        <Link ref={link} href={to.link} aria-label={`${label}: ${to.name}`}>
          {icon}
        </Link>
      </Button>
    </Tooltip>
  );
}
