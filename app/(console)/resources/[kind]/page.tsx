import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePageCtx } from "@/lib/auth/page-session";
import { resourceKindOf, resourceWords } from "@/lib/client/resource-words";
import { ListRoute } from "./list-route";

type Props = { params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const kind = resourceKindOf((await params).kind);
  return { title: kind ? resourceWords[kind].many : "Resources" };
}

/** The workspace's resources of one kind. */
export default async function Page({ params }: Props) {
  await requirePageCtx();
  const kind = resourceKindOf((await params).kind);
  if (!kind) notFound();
  return <ListRoute key={kind} kind={kind} />;
}
