import { createHash } from "node:crypto";
import { allContracts } from "@/lib/contracts/all-contracts";
import { allEndpoints } from "@/lib/contracts/all-endpoints";
import { openApiDocument } from "@/lib/http/openapi";

export type Document = { text: string; etag: string };
const documents = new Map<string, Document>();

/** The OpenAPI document of a contract as text with its tag, null for an unknown name; made once a process. */
export function documentOf(name: string): Document | null {
  const known = documents.get(name);
  if (known) return known;
  const contract = allContracts().find((one) => one.name === name);
  if (!contract) return null;
  const text = JSON.stringify(openApiDocument(contract, allEndpoints()));
  const made = { text, etag: `"${createHash("sha256").update(text).digest("hex").slice(0, 32)}"` };
  documents.set(name, made);
  return made;
}

/** Name, title and address of every document. */
export function documentIndex(): { contract: string; title: string; url: string }[] {
  return allContracts().map(({ name, title }) => ({ contract: name, title, url: `/api/openapi/${name}.json` }));
}
