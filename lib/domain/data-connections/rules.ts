export const engines = ["postgres", "redshift", "snowflake", "mysql", "bigquery", "databricks"] as const;
export type Engine = (typeof engines)[number];

/** Bytes of JSON. */
export const LARGEST_CONNECTION = 32 * 1024;
export const MOST_CONNECTION_TAGS = 20;
export const LONGEST_CONNECTION_TAG = 50;

/** What a test of a connection looks at, one after the other. */
export const databaseChecks = ["address", "connection", "encryption"] as const;

export type Settings = Readonly<Record<string, unknown>>;
/** What is wrong with one setting. */
export type SettingProblem = { setting: string; message: string };

/** Ports that the engines listen on where none is given. */
const defaultPorts: Readonly<Record<Engine, number>> = {
  postgres: 5432,
  redshift: 5439,
  snowflake: 443,
  mysql: 3306,
  bigquery: 443,
  databricks: 443,
};

export function isPort(value: unknown): boolean {
  const port = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** A host as people write it into such settings: a name or an address, without scheme, path or user. */
function isHost(value: unknown): boolean {
  return typeof value === "string" && value.length <= 255 && /^[^\s/@?#]+$/.test(value);
}

/** What cannot be right in the settings of a connection, whatever the engine: absent settings are no problem. */
export function settingProblems(settings: Settings): SettingProblem[] {
  const { host, port } = settings;
  const problems: SettingProblem[] = [];
  if (host != null && host !== "" && !isHost(host)) {
    problems.push({ setting: "host", message: "must be the name or address of a machine, without scheme and path" });
  }
  if (port != null && port !== "" && !isPort(port)) {
    problems.push({ setting: "port", message: "must be a number from 1 to 65535" });
  }
  return problems;
}

/** Whether a connection is encrypted: never, where the server can, always, always with a certificate that is checked. */
export type Encryption = "off" | "preferred" | "required" | "verified";
/** Where an engine is reached; `https` means TLS from the first byte. */
export type Door = { host: string; port: number; speaks: "postgres" | "mysql" | "https"; encryption: Encryption };

const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : null;

/** The modes of the engines' own clients, which try encryption where none is named. */
function encryptionOf({ sslmode, ssl_mode, ssl }: Settings): Encryption {
  const mode = (text(sslmode) ?? text(ssl_mode) ?? "").toLowerCase().replaceAll("_", "-");
  if (["disable", "disabled"].includes(mode) || (mode === "" && ssl === false)) return "off";
  if (["verify-ca", "verify-full", "verify-identity"].includes(mode)) return "verified";
  if (["require", "required"].includes(mode) || (mode === "" && ssl === true)) return "required";
  return "preferred";
}

function hostOf(engine: Engine, settings: Settings): string | null {
  const host = text(settings.host);
  if (engine === "snowflake") {
    const account = text(settings.account);
    return host ?? (account && `${account.replace(/\.snowflakecomputing\.com$/i, "")}.snowflakecomputing.com`);
  }
  if (engine === "bigquery") return host ?? "bigquery.googleapis.com";
  return engine === "databricks" ? (host ?? text(settings.server_hostname)) : host;
}

/** Where a connection leads; null where its settings do not say it. */
export function doorOf(engine: Engine, settings: Settings): Door | null {
  const host = hostOf(engine, settings);
  if (host === null || !isHost(host)) return null;
  const port = isPort(settings.port) ? Number(settings.port) : defaultPorts[engine];
  if (engine === "postgres" || engine === "redshift")
    return { host, port, speaks: "postgres", encryption: encryptionOf(settings) };
  if (engine === "mysql") return { host, port, speaks: "mysql", encryption: encryptionOf(settings) };
  return { host, port, speaks: "https", encryption: "verified" };
}
