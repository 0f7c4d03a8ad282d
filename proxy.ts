import { type NextRequest, NextResponse } from "next/server";

const development = process.env.NODE_ENV === "development";

/** The policy of HTML pages. In development React needs eval, and the error overlay injects styles. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Gives each page its nonce and security headers. It decides nothing about access: pages and endpoints do. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce);
  const forwarded = new Headers(request.headers);
  forwarded.set("x-nonce", nonce);
  forwarded.set("x-muster-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  forwarded.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  response.headers.set("Cache-Control", "no-store");
  if ((request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol).startsWith("https")) {
    response.headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
  return response;
}

/** API paths stay out: a proxy in front of an upload route silently cuts bodies off at 10 MB. Next needs a literal here. */
export const config = {
  matcher: [
    "/((?!api(?:/|$)|tenants(?:/|$)|token/?$|docs(?:/[^/]+)?/?$|ws/?$|health/?$|readyz/?$|metrics/?$|_next/|icon\\.svg$|favicon\\.ico$).*)",
  ],
};
