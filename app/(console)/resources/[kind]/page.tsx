import { notFound } from "next/navigation";
import { requirePageCtx } from "@/lib/auth/page-session";
import { resourceKindOf } from "@/lib/client/resource-words";
import { ListRoute } from "./list-route";

type Props = { params: Promise<{ kind: string }> };

/** The workspace's resources of one kind. */
export default async function Page({ params }: Props) {
  await requirePageCtx();
  const kind = resourceKindOf((await params).kind);
  if (!kind) notFound();
  return <ListRoute key={kind} kind={kind} />;
}
