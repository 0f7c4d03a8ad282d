import pino from "pino";
import { settings } from "@/lib/env";

const loggers = globalThis as typeof globalThis & { musterLog?: pino.Logger };

/** Logger of this process: one JSON line an event, secrets left out by name. */
export function log(): pino.Logger {
  loggers.musterLog ??= pino({
    level: settings().MUSTER_LOG_LEVEL,
    base: { process: process.title.slice(0, 40) },
    redact: {
      paths: ["authorization", "cookie", "password", "token", "secret", "key", "*.password", "*.token", "*.secret"],
      censor: "[hidden]",
    },
  });
  return loggers.musterLog;
}
