import type { Engine, Settings } from "@/lib/domain/data-connections/rules";

/** How a secret that is stored is answered; sent back, it stays as it is. */
export const MASK = "********";

export type ConnectionField = {
  key: string;
  label: string;
  /** `secret` is hidden once it is stored; `document` is a secret of many lines. */
  kind: "text" | "port" | "choice" | "secret" | "document";
  example?: string;
  hint?: string;
  /** Takes half of the row. */
  half?: boolean;
  choices?: readonly string[];
};

const host = (example: string): ConnectionField => ({ key: "host", label: "Host", kind: "text", example });
const port = (example: string): ConnectionField => ({ key: "port", label: "Port", kind: "port", example, half: true });
const text = (key: string, label: string, example?: string, hint?: string): ConnectionField => ({
  key,
  label,
  kind: "text",
  example,
  hint,
  half: true,
});
const secret = (key: string, label: string, hint?: string): ConnectionField => ({
  key,
  label,
  kind: "secret",
  hint,
  half: true,
});

const sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
const sslmode: ConnectionField = { key: "sslmode", label: "Encryption", kind: "choice", half: true, choices: sslModes };
const mysqlModes = ["DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"];
const signIn = [text("user", "User"), secret("password", "Password")];
const within = [text("database", "Database"), text("schema", "Schema")];

/** The usual settings of each engine; whatever else a connection has is kept as JSON beside them. */
export const connectionFields: Readonly<Record<Engine, readonly ConnectionField[]>> = {
  postgres: [host("db.example.com"), port("5432"), text("database", "Database"), ...signIn, sslmode],
  redshift: [
    host("cluster.abc.eu-west-1.redshift.amazonaws.com"),
    port("5439"),
    text("database", "Database"),
    ...signIn,
    sslmode,
  ],
  mysql: [
    host("db.example.com"),
    port("3306"),
    text("database", "Database"),
    ...signIn,
    { key: "ssl_mode", label: "Encryption", kind: "choice", half: true, choices: mysqlModes },
  ],
  snowflake: [
    { ...text("account", "Account", "xy12345.eu-central-1"), half: false },
    text("warehouse", "Warehouse"),
    text("role", "Role"),
    ...within,
    ...signIn,
  ],
  databricks: [
    { ...text("server_hostname", "Server hostname", "dbc-a1b2.cloud.databricks.com"), half: false },
    { ...text("http_path", "HTTP path", "/sql/1.0/warehouses/…"), half: false },
    text("catalog", "Catalog"),
    text("schema", "Schema"),
    { ...secret("access_token", "Access token"), half: false },
  ],
  bigquery: [
    text("project_id", "Project id", "my-project"),
    text("dataset", "Dataset"),
    { key: "credentials", label: "Service account key", kind: "document", hint: "The JSON file of the key, as it is." },
  ],
};

const firstValues: Partial<Record<string, string>> = { sslmode: "require", ssl_mode: "REQUIRED" };

/** What the fields of an engine hold before anything is typed. */
export function startingSettings(): Record<string, string> {
  const keys = Object.values(connectionFields).flatMap((fields) => fields.map(({ key }) => key));
  return Object.fromEntries(keys.map((key) => [key, firstValues[key] ?? ""]));
}

const isPlain = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);

/** Stored settings, as the fields of the engine show them and what is left beside. */
export function splitSettings(
  engine: Engine,
  stored: Settings,
): { settings: Record<string, string>; more: Record<string, unknown> } {
  const keys = new Set(connectionFields[engine].map(({ key }) => key));
  const entries = Object.entries(stored);
  const own = entries.filter(([key, value]) => keys.has(key) && isPlain(value));
  const rest = entries.filter(([key, value]) => !(keys.has(key) && isPlain(value)));
  return {
    settings: Object.fromEntries(own.map(([key, value]) => [key, String(value)])),
    more: Object.fromEntries(rest),
  };
}

/** The settings that fields and the JSON beside them make together; an empty field is no setting. */
export function joinSettings(engine: Engine, settings: Record<string, string>, more: object): Record<string, unknown> {
  const own = connectionFields[engine].flatMap(({ key, kind }): [string, unknown][] => {
    const value = (settings[key] ?? "").trim();
    if (value === "") return [];
    return [[key, kind === "port" && /^\d+$/.test(value) ? Number(value) : value]];
  });
  return { ...more, ...Object.fromEntries(own) };
}
