import type { HeaderReader } from "@/lib/auth/header-reader";

/** The revision that `If-Match` names; undefined without one. What is no revision fits no object. */
export function expectedRev(headers: HeaderReader): number | undefined {
  const sent = headers.get("if-match");
  return sent === null || sent === "*" ? undefined : Number(/^"(\d+)"$/.exec(sent)?.[1] ?? -1);
}
