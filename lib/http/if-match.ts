/** The revision that `If-Match` names; undefined without one. What is no revision fits no object. */
export function expectedRev(headers: Headers): number | undefined {
  const sent = headers.get("if-match");
  return sent === null || sent === "*" ? undefined : Number(/^"(\d+)"$/.exec(sent)?.[1] ?? -1);
}
