import { DomainError } from "@/lib/domain/faults";
import {
  credentialPathProblem,
  LARGEST_CREDENTIAL_FILE,
  LARGEST_CREDENTIALS,
  MOST_CREDENTIAL_FILES,
} from "@/lib/runtime/agent-server/credential-rules";

/** Bytes by path, relative to the workspace. */
export type CredentialFiles = ReadonlyMap<string, Buffer>;

/** Where an export leaves its bundle; it is no part of one. */
export const BUNDLE_FILE = ".credentials.enc";

/** Whether a file of a workspace holds secrets: who may not edit the agent may not read it. */
export function isCredentialFile(path: string): boolean {
  return credentialPathProblem(path) === null;
}

// Groups of four in an expression would run out of stack on some MiB.
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of a base64 text; null where it is none. */
export function fromBase64(text: string): Buffer | null {
  return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, "base64") : null;
}

/** The files of texts and of base64 texts as one map. Throws `invalid`. */
export function joinFiles(texts: Record<string, string>, encoded: Record<string, string>): CredentialFiles {
  const files = new Map<string, Buffer>();
  for (const [path, text] of Object.entries(texts)) files.set(path, Buffer.from(text));
  for (const [path, text] of Object.entries(encoded)) {
    if (files.has(path)) throw new DomainError("invalid", `'${path.slice(0, 200)}' is in both files and files_b64`);
    const bytes = fromBase64(text);
    if (!bytes) throw new DomainError("invalid", `files_b64: '${path.slice(0, 200)}' is not valid base64`);
    files.set(path, bytes);
  }
  return files;
}

/** Holds paths and limits of contract 2, 4.19. Throws `invalid`, and never names a content. */
export function assertDeliverable(files: CredentialFiles): void {
  if (files.size === 0) throw new DomainError("invalid", "There is nothing to write");
  if (files.size > MOST_CREDENTIAL_FILES) {
    throw new DomainError("invalid", `${files.size} credential files; at most ${MOST_CREDENTIAL_FILES}`);
  }
  for (const [path, bytes] of files) {
    const problem = credentialPathProblem(path);
    if (problem) throw new DomainError("invalid", problem);
    if (bytes.length > LARGEST_CREDENTIAL_FILE) throw new DomainError("invalid", `'${path}' is larger than 1 MiB`);
  }
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (total > LARGEST_CREDENTIALS) throw new DomainError("invalid", "The files are larger than 5 MiB together");
}

/** How an answer counts files. */
export function countedFiles(count: number, done: "written" | "imported"): string {
  return `${count} credential ${count === 1 ? "file" : "files"} ${done}`;
}

/** What the audit trail keeps of credential files: paths and sizes. */
export function tracesOf(files: CredentialFiles): { path: string; size: number }[] {
  return [...files].map(([path, bytes]) => ({ path, size: bytes.length }));
}
