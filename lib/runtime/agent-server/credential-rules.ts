import { DoorFault } from "./door-fault";

export const MOST_CREDENTIAL_FILES = 50;
export const LARGEST_CREDENTIAL_FILE = 1024 * 1024;
export const LARGEST_CREDENTIALS = 5 * 1024 * 1024;

/** The four that a status always tells of. */
export const KNOWN_CREDENTIAL_FILES = [".env", ".mcp.json", ".mcp.json.template", ".credentials.enc"] as const;

const ALLOWED = [
  /^\.env$/,
  /^\.credentials\.enc$/,
  /^\.mcp\.json$/,
  /^\.config\/gcloud\/.+$/,
  /^\.kube\/config$/,
  /^\.ssh\/id_[^/]*$/,
  /^(.+\/)?[^/]*\.(pem|key|crt|cert|p12|pfx)$/,
];

const DENIED = [
  /^\.(bash|zsh)[^/]*$/,
  /^\.(profile|login|logout|cshrc|tcshrc|kshrc|inputrc|xprofile|xinitrc|xsession)$/,
  /^\.config\/fish\//,
  /(^|\/)(CLAUDE|AGENTS)\.md$/,
  /^\.claude(\/|$)/,
  /^\.mcp\.json\.template$/,
  /^\.ssh\/(authorized_keys|config|known_hosts)/,
  /(^|\/)\.git(\/|$)/,
  /^\.gitconfig$/,
  /^bin\//,
];

/** Why a path cannot be a credential file (contract 2, 4.19), as a sentence; null when it can. Deny wins. */
export function credentialPathProblem(path: string): string | null {
  const shown = `'${path.slice(0, 200)}'`;
  const parts = path.split("/");
  const strange = path === "" || path.length > 1_024 || path.startsWith("/") || /[\p{Cc}\\]/u.test(path);
  if (strange || parts.some((part) => part === "" || part === "." || part === ".." || part.length > 255)) {
    return `${shown} is not a plain path below the workspace`;
  }
  if (DENIED.some((pattern) => pattern.test(path))) return `${shown} may not be written as a credential file`;
  if (!ALLOWED.some((pattern) => pattern.test(path))) return `${shown} is not one of the allowed credential files`;
  return null;
}

/** Holds the limits of 4.19 against files by path. Throws `refused`. */
export function assertCredentials(files: ReadonlyMap<string, Buffer>): void {
  if (files.size === 0) throw new DoorFault("refused", "There is nothing to write");
  if (files.size > MOST_CREDENTIAL_FILES) {
    throw new DoorFault("refused", `At most ${MOST_CREDENTIAL_FILES} credential files can be written at once`);
  }
  let total = 0;
  for (const [path, bytes] of files) {
    const problem = credentialPathProblem(path);
    if (problem) throw new DoorFault("refused", problem);
    if (bytes.length > LARGEST_CREDENTIAL_FILE) throw new DoorFault("refused", `'${path}' is larger than 1 MiB`);
    total += bytes.length;
  }
  if (total > LARGEST_CREDENTIALS) throw new DoorFault("refused", "The files are larger than 5 MiB together");
}
