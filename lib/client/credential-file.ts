import { isCredentialFile } from "@/lib/domain/credentials/rules";
import { formatBytes } from "./format-bytes";

/** Bytes of one credential file. */
export const LARGEST_CREDENTIAL = 1024 * 1024;

/** Why a file cannot be written as a credential at a path, as a sentence; null when it can. */
export function credentialProblem(path: string, size: number): string | null {
  if (path === "") return "Type a path";
  if (size > LARGEST_CREDENTIAL) {
    return `It has ${formatBytes(size)}; a credential file has ${formatBytes(LARGEST_CREDENTIAL)} at most`;
  }
  return isCredentialFile(path) ? null : "Not the path of a credential file: see the list above";
}
