import pino from "pino";
import { settings } from "@/lib/env";

const loggers = globalThis as typeof globalThis & { musterLog?: pino.Logger };

/** What PostgreSQL's errors carry of their connection (4 KB each) tells nobody anything. */
function errorFields(error: unknown): unknown {
  return error instanceof Error ? { ...pino.stdSerializers.err(error), client: undefined } : error;
}

/** A logger with one JSON line an event, secrets left out by name. `to`: standard output when absent. */
export function createLogger(to?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level: settings().MUSTER_LOG_LEVEL,
    base: { process: process.title.slice(0, 40) },
    serializers: { err: errorFields, error: errorFields },
    redact: {
      paths: ["authorization", "cookie", "password", "token", "secret", "key", "*.password", "*.token", "*.secret"],
      censor: "[hidden]",
    },
  };
  return to ? pino(options, to) : pino(options);
}

/** Logger of this process. */
export function log(): pino.Logger {
  loggers.musterLog ??= createLogger();
  return loggers.musterLog;
}
