/** On every answer that is not a page (threats §2). Pages get theirs in the proxy. */
export const apiHeaders: Record<string, string> = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
  "Cache-Control": "no-store",
};

export const transportSecurity = "max-age=31536000; includeSubDomains";

const LONGEST_NAME = 200;

/** `attachment` with a file name that cannot break out of the header (RFC 6266). */
export function contentDisposition(fileName: string): string {
  const harmless = fileName.normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Cs}/\\]/gu, "_");
  // By characters, so that none is cut in two.
  const plain = [...harmless].slice(0, LONGEST_NAME).join("");
  const ascii = plain.replace(/[^\x20-\x7e]|["%;]/g, "_");
  if (ascii === plain) return `attachment; filename="${ascii}"`;
  const encoded = encodeURIComponent(plain).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Whether `If-None-Match` names this tag; a weak prefix, which compressing proxies add, is disregarded. */
export function matchesTag(header: string | null, tag: string): boolean {
  if (!header) return false;
  return header.split(",").some((part) => {
    const given = part.trim().replace(/^W\//, "");
    return given === "*" || given === tag;
  });
}
