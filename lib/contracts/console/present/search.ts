import type { SearchHit } from "@/lib/contracts/console/wire/search";
import type { Found } from "@/lib/domain/search/queries";

const pages: Record<Found["type"], (id: string) => string> = {
  agent: (id) => `/agents/${id}`,
  package: (id) => `/submissions/${id}`,
  plugin: (id) => `/plugins/${id}`,
  persona: (id) => `/personas/${id}`,
  workspace: (id) => `/settings/workspace?workspaceId=${id}`,
  person: (id) => `/settings/members?person=${id}`,
};

/** Something found, with the page that shows it. */
export function toHit(found: Found): SearchHit {
  return { ...found, link: pages[found.type](found.id) };
}
