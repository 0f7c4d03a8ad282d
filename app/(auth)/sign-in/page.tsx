import { redirect } from "next/navigation";
import { SignInCard } from "@/components/session/sign-in-card";
import { findPageCtx } from "@/lib/auth/page-session";
import { signInOptions } from "@/lib/auth/sign-in-options";
import { ownPath } from "@/lib/client/own-path";

type Search = Record<string, string | string[] | undefined>;
const reasons = ["ended", "signed-out"] as const;

function one(search: Search, name: string): string | null {
  const value = search[name];
  return typeof value === "string" ? value : null;
}

/** `callbackUrl` is a path of ours to go to; next-auth sends it as a whole address of ours. */
function wayBack(asked: string | null): string {
  if (asked === null || asked.startsWith("/") || !URL.canParse(asked)) return ownPath(asked);
  const { pathname, search } = new URL(asked);
  return ownPath(`${pathname}${search}`);
}

/** The sign-in page; who is signed in goes on at once. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const back = wayBack(one(search, "callbackUrl"));
  if (await findPageCtx()) redirect(back);
  const reason = reasons.find((name) => name === one(search, "reason")) ?? null;
  return <SignInCard options={await signInOptions()} back={back} error={one(search, "error")} reason={reason} />;
}
