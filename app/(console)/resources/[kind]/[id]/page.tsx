import { notFound } from "next/navigation";
import { requirePageCtx } from "@/lib/auth/page-session";
import { resourceKindOf } from "@/lib/client/resource-words";
import { ResourceRoute } from "./resource-route";

/** One resource. */
export default async function Page({ params }: { params: Promise<{ kind: string; id: string }> }) {
  await requirePageCtx();
  const { kind: named, id } = await params;
  const kind = resourceKindOf(named);
  if (!kind) notFound();
  return <ResourceRoute kind={kind} id={id} />;
}
