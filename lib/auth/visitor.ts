import { authenticate } from "@/lib/auth/authenticate";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Actor } from "@/lib/domain/context";

/** Who sent a request to a page for everybody; null also for a credential that does not count and while the database is away. */
export async function visitorOf(headers: HeaderReader): Promise<Actor | null> {
  try {
    return (await authenticate(headers))?.actor ?? null;
  } catch {
    return null;
  }
}
