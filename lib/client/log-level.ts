import { stripAnsi } from "./ansi";

export const logLevels = ["error", "warning", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

const words: Readonly<Record<string, LogLevel>> = {
  ...{ FATAL: "error", CRITICAL: "error", ERROR: "error", ERR: "error" },
  ...{ WARNING: "warning", WARN: "warning", NOTICE: "info", INFO: "info" },
  ...{ DEBUG: "debug", TRACE: "debug", VERBOSE: "debug" },
};
/** Only the head of a line tells its level: what a program says later is text. */
const HEAD = 160;
const named =
  /(?:^|[\s[("=:|])(FATAL|CRITICAL|ERROR|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE|VERBOSE)(?=$|[\s\])":,|])/;
const inJson = /"(?:level|severity|levelname)"\s*:\s*"([A-Za-z]+)"/;
const thrown = /^(?:Traceback \(most recent call last\)|(?:Uncaught )?[A-Z][A-Za-z.]*(?:Error|Exception)\b)/;

/** The level that a line of output says of itself, or null when it says none. */
export function logLevel(text: string): LogLevel | null {
  const head = stripAnsi(text.slice(0, HEAD * 4)).slice(0, HEAD);
  if (thrown.test(head)) return "error";
  const word = inJson.exec(head)?.[1] ?? named.exec(head)?.[1];
  return words[word?.toUpperCase() ?? ""] ?? null;
}

/** Whether a line is at least as grave as `least`; lines without a level count as information. */
export function isAtLeast(text: string, least: LogLevel): boolean {
  return logLevels.indexOf(logLevel(text) ?? "info") <= logLevels.indexOf(least);
}
