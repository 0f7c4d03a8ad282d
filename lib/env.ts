import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";

/** Empty strings count as absent, because shells and compose files write `NAME=` for "not set". */
const setting = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? undefined : value), schema);
const whole = (min: number, max: number, fallback: number) =>
  setting(z.coerce.number().int().min(min).max(max).default(fallback));

/** Names of hosts, addresses, and addresses with a number of bits, between commas. */
function isListOfHosts(text: string): boolean {
  return text.split(",").every((entry) => {
    const [host = "", bits] = entry.trim().split("/");
    const version = isIP(host);
    if (bits !== undefined)
      return /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : version === 6 ? 128 : -1);
    return version !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host);
  });
}

export const settingsSchema = z
  .object({
    NODE_ENV: setting(z.enum(["development", "production", "test"]).default("production")),
    PORT: whole(1, 65_535, 3000).describe("Port of the web server"),
    MUSTER_HOST: setting(z.string().default("0.0.0.0")).describe("Address that the web server listens on"),
    MUSTER_URL: setting(z.url({ protocol: /^https?$/ }).optional()).describe(
      "Public address, for links and cookies; default http://localhost:PORT",
    ),
    DATABASE_URL: setting(z.url({ protocol: /^postgres(ql)?$/ }).optional()).describe(
      "PostgreSQL to use instead of the embedded one",
    ),
    MUSTER_DATABASE_POOL: whole(2, 200, 10).describe(
      "Database connections of each process, beside two that quick reads share",
    ),
    MUSTER_WEB_CONCURRENCY: setting(z.coerce.number().int().min(1).max(64).optional()).describe(
      "Processes that answer requests; default: one for each processor, at most 4",
    ),
    MUSTER_DATA_DIR: setting(z.string().default("data")).describe("Folder for database, packages and runtimes"),
    MUSTER_SECRET: setting(z.string().min(32).optional()).describe(
      "Signs sessions and tokens; default: generated and kept in the data folder",
    ),
    CREDENTIAL_ENCRYPTION_KEY: setting(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/i, "64 hexadecimal digits")
        .optional(),
    ).describe(
      "Encrypts exported credentials; deployments with the same key exchange them; default: generated and kept in the data folder",
    ),
    MUSTER_ADMIN_EMAIL: setting(z.email().optional()).describe("First admin, created when there is no user yet"),
    MUSTER_ADMIN_PASSWORD: setting(z.string().min(8).max(1024).optional()).describe("Password of the first admin"),
    MUSTER_RATE_LIMIT: whole(0, 1_000_000, 600).describe("Requests a minute and credential; 0 switches the limit off"),
    MUSTER_PLUGINS_RATE_LIMIT: whole(0, 1_000_000, 60).describe(
      "Requests a minute and address to contract plugins; 0 switches the limit off",
    ),
    PLUGIN_CACHE_TTL_SECONDS: whole(0, 31_536_000, 3600).describe(
      "Seconds for which the texts of a plugin are kept in memory; 0 keeps none",
    ),
    MUSTER_TRUSTED_PROXIES: setting(z.string().optional()).describe(
      "Comma-separated addresses whose X-Forwarded-For counts",
    ),
    MUSTER_PACKAGE_LIMIT_MB: whole(1, 512, 50).describe("Largest package upload, MiB"),
    MUSTER_LOADER_MEMORY_MB: whole(64, 16_384, 512).describe("Memory of one loaded agent, MiB"),
    MUSTER_DRIVER: setting(z.enum(["auto", "docker", "process"]).default("auto")).describe(
      "How container agents run: auto takes a Docker Engine where one answers",
    ),
    MUSTER_AGENT_IMAGE: setting(z.string().max(255).optional()).describe(
      "Image of agents' containers; default: made of this machine's files",
    ),
    MUSTER_SSH: setting(z.enum(["on", "off"]).default("on")).describe("Whether people may get SSH access to agents"),
    MUSTER_SSH_HOURS: whole(1, 168, 24).describe("Longest SSH access, hours"),
    MUSTER_PYTHON: setting(z.string().optional()).describe("Python to load agents with; default: the newest found"),
    MUSTER_PIP_INDEX_URL: setting(z.url().optional()).describe("Package index for agents' dependencies"),
    MUSTER_OUTBOUND_ALLOW: setting(
      z.string().refine(isListOfHosts, "names, addresses or ranges (10.0.0.0/8)").optional(),
    ).describe(
      "Comma-separated names, addresses and ranges that may be connected to although they are private or without https",
    ),
    MUSTER_GITHUB_ARCHIVES: setting(z.url({ protocol: /^https?$/ }).default("https://codeload.github.com")).describe(
      "Where the archives of repositories are fetched that agents are made of",
    ),
    MUSTER_OIDC_ISSUER: setting(z.url({ protocol: /^https?$/ }).optional()).describe("OpenID Connect issuer"),
    MUSTER_OIDC_CLIENT_ID: setting(z.string().optional()).describe("OpenID Connect client id"),
    MUSTER_OIDC_CLIENT_SECRET: setting(z.string().optional()).describe("OpenID Connect client secret"),
    MUSTER_OIDC_NAME: setting(z.string().default("Single sign-on")).describe("Label of the sign-in button"),
    MUSTER_METRICS_TOKEN: setting(z.string().min(16).optional()).describe("Bearer token for /metrics"),
    MUSTER_LOG_LEVEL: setting(z.enum(["debug", "info", "warn", "error", "silent"]).default("info")).describe(
      "What the processes log",
    ),
  })
  .refine((s) => !s.MUSTER_ADMIN_EMAIL === !s.MUSTER_ADMIN_PASSWORD, {
    path: ["MUSTER_ADMIN_PASSWORD"],
    message: "set MUSTER_ADMIN_EMAIL and MUSTER_ADMIN_PASSWORD together",
  })
  .refine((s) => !s.MUSTER_OIDC_ISSUER || (s.MUSTER_OIDC_CLIENT_ID && s.MUSTER_OIDC_CLIENT_SECRET), {
    path: ["MUSTER_OIDC_ISSUER"],
    message: "needs MUSTER_OIDC_CLIENT_ID and MUSTER_OIDC_CLIENT_SECRET",
  });

export type Settings = z.output<typeof settingsSchema>;

/** Parses settings; throws an Error whose message has one line per bad variable, naming it. */
export function parseSettings(source: Record<string, string | undefined>): Settings {
  const parsed = settingsSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".") || "settings"}: ${issue.message}`);
  throw new Error(lines.join("\n"));
}

let parsed: Settings | undefined;

/** The settings of this process, parsed once at first use. */
export function settings(): Settings {
  parsed ??= parseSettings(process.env);
  return parsed;
}

/** How many processes answer requests behind the one port. */
export function webConcurrency(): number {
  return settings().MUSTER_WEB_CONCURRENCY ?? Math.min(4, availableParallelism());
}

/** Absolute path inside the data folder. */
export function dataPath(...parts: string[]): string {
  return resolve(settings().MUSTER_DATA_DIR, ...parts);
}

/** Public address without a trailing slash. */
export function publicUrl(): string {
  const { MUSTER_URL, PORT } = settings();
  return (MUSTER_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}
