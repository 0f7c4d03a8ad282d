/** A failure that a person can act on: the message is one or more plain sentences, shown without a stack trace. */
export class LaunchProblem extends Error {
  override name = "LaunchProblem";
}

/** The `code` of a Node.js or PostgreSQL error ("ENOSPC", "3D000"), or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

const NO_SPACE = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/** Whether an error or a log line says that the disk is full. */
export function meansDiskFull(text: string): boolean {
  return NO_SPACE.test(text);
}

/** What to print for anything thrown while starting; `folder` is the data folder. Unknown errors keep their stack. */
export function explain(error: unknown, folder: string): string {
  if (error instanceof LaunchProblem) return error.message;
  const code = codeOf(error);
  const text = messageOf(error);
  if (meansDiskFull(`${code} ${text}`)) {
    return `The disk is full: ${text}. Free some space (or set MUSTER_DATA_DIR to a folder on another disk) and start again.`;
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `Muster may not write there: ${text}. Give the user that starts it write access to ${folder}, or set MUSTER_DATA_DIR to another folder.`;
  }
  return `Muster could not start because of an unexpected error.\n${error instanceof Error ? error.stack : text}`;
}
