"use client";
import { useRouter } from "next/navigation";
import { ResourceList } from "@/components/resources/resource-list";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

/** The list with the router: a new resource has a page of its own. */
export function ListRoute({ kind }: { kind: ResourceKindName }) {
  const router = useRouter();
  return <ResourceList kind={kind} onGo={(path) => router.push(path)} />;
}
