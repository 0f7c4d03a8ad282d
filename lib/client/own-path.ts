const base = "http://muster.invalid";
const never = /^\/(sign-in|setup|invitation|reset-password|api|token)(\/|$)/;

/** Where to go after signing in: a path of our own pages as asked for, otherwise the overview; never another site. */
export function ownPath(asked: string | null | undefined): string {
  if (!asked?.startsWith("/") || !URL.canParse(asked, base)) return "/";
  const url = new URL(asked, base);
  if (url.origin !== base || url.pathname.startsWith("//") || never.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
