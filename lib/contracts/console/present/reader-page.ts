import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { documentIndex } from "@/lib/contracts/console/present/documents";

type Asset = { mediaType: string; content: string | Buffer };

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API documents · Muster</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/reader.css">
</head>
<body>
<div id="documents"></div>
<noscript>This page needs JavaScript. The documents themselves are at <a href="/api/openapi">/api/openapi</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/swagger-ui-standalone-preset.js"></script>
<script src="/docs/reader.js"></script>
</body>
</html>
`;

const style = `body { margin: 0; }
.swagger-ui .topbar { background: #18181b; }
.swagger-ui .topbar a.link { visibility: hidden; max-width: 0; }
.swagger-ui .topbar .download-url-wrapper .select-label select { border-color: #52525b; }
`;

/** Starts the reader; requests made from it carry the browser's own session. */
function script(): string {
  const urls = documentIndex().map(({ title, url }) => ({ name: title, url }));
  return `window.SwaggerUIBundle({
  dom_id: "#documents",
  urls: ${JSON.stringify(urls)},
  layout: "StandaloneLayout",
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
  tryItOutEnabled: false,
  persistAuthorization: false,
});
`;
}

const vendored: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui-standalone-preset.js": "text/javascript; charset=utf-8",
};

/** One file of the documents' page; null for any other name. */
export async function readerAsset(name: string): Promise<Asset | null> {
  if (name === "") return { mediaType: "text/html; charset=utf-8", content: page };
  if (name === "reader.css") return { mediaType: "text/css; charset=utf-8", content: style };
  if (name === "reader.js") return { mediaType: "text/javascript; charset=utf-8", content: script() };
  const mediaType = Object.hasOwn(vendored, name) ? vendored[name] : undefined;
  if (!mediaType) return null;
  return { mediaType, content: await readFile(join(process.cwd(), "node_modules/swagger-ui-dist", name)) };
}

/** The reader sets styles on elements and draws its icons from data addresses; scripts come from here alone. */
export const readerPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
