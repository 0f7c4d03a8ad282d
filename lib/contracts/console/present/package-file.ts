import type { Finding } from "@/lib/contracts/console/wire/package-file";
import type { StoredFinding } from "@/lib/domain/package-files/rules";

/** A finding under the names of both contracts that describe it. */
export function toFinding({ rule, path, excerpt, ...rest }: StoredFinding): Finding {
  return { ...rest, code: rule, rule, file: path, path, snippet: excerpt, excerpt };
}
