"use client";
import { useRouter } from "next/navigation";
import { ResourceRoom } from "@/components/resources/resource-room";
import { consolePaths } from "@/lib/client/console-paths";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

/** The page with the router: who has deleted a resource goes back to the list. */
export function ResourceRoute({ kind, id }: { kind: ResourceKindName; id: string }) {
  const router = useRouter();
  return <ResourceRoom kind={kind} id={id} onGone={() => router.push(consolePaths.resources(kind))} />;
}
