import type { HeaderReader } from "@/lib/auth/header-reader";
import { visitorOf } from "@/lib/auth/visitor";
import { consoleContract } from "@/lib/contracts/console/contract";
import { documentIndex, documentOf } from "@/lib/contracts/console/present/documents";
import { readerAsset, readerPolicy } from "@/lib/contracts/console/present/reader-page";
import { assetParams, documentList, documentParams } from "@/lib/contracts/console/wire/operation";
import { DomainError } from "@/lib/domain/faults";
import { areDocsPublic } from "@/lib/domain/instance/queries";
import { publicEndpoint } from "@/lib/http/endpoint";
import { type Bytes, bytes, json } from "@/lib/http/reply";

const common = { contract: consoleContract, method: "GET", faults: ["unauthenticated"] } as const;

/** Documents are for signed-in people, unless the deployment shows them to everybody. */
async function assertReader(headers: HeaderReader): Promise<void> {
  if ((await visitorOf(headers)) || (await areDocsPublic())) return;
  throw new DomainError("unauthenticated", "Sign in to read the API documents");
}

/** Which documents there are. */
export const listDocuments = publicEndpoint({
  ...common,
  path: "/api/openapi",
  summary: "The API documents",
  reply: json(documentList),
  handle: async ({ incoming }) => {
    await assertReader(incoming.headers);
    return { data: documentIndex() };
  },
});

/** One document, OpenAPI 3.1. */
export const showDocument = publicEndpoint({
  ...common,
  path: "/api/openapi/{contract}.json",
  summary: "The OpenAPI 3.1 document of one contract",
  params: documentParams,
  reply: bytes("application/json; charset=utf-8"),
  faults: ["unauthenticated", "not_found"],
  handle: async ({ params, incoming }) => {
    await assertReader(incoming.headers);
    const document = documentOf(params.contract);
    if (!document) throw new DomainError("not_found", `There is no contract '${params.contract}'`);
    return { stream: document.text, etag: document.etag };
  },
});

async function asset(name: string, headers: HeaderReader): Promise<Bytes> {
  await assertReader(headers);
  const found = await readerAsset(name);
  if (!found) throw new DomainError("not_found", "Not found");
  return {
    stream: found.content,
    headers: { "Content-Type": found.mediaType, "Content-Security-Policy": readerPolicy },
  };
}

/** A page that shows the documents. */
export const showReader = publicEndpoint({
  ...common,
  path: "/docs",
  summary: "Browse the API documents",
  reply: bytes("text/html; charset=utf-8"),
  handle: ({ incoming }) => asset("", incoming.headers),
});

/** A style or script of that page. */
export const showReaderAsset = publicEndpoint({
  ...common,
  path: "/docs/{asset}",
  summary: "A file of the documents' page",
  params: assetParams,
  reply: bytes("application/octet-stream"),
  faults: ["unauthenticated", "not_found"],
  handle: ({ params, incoming }) => asset(params.asset, incoming.headers),
});
