// Apart from the making of ids, because the browser needs their form and none of the cryptography.
export const idPrefixes = {
  user: "usr",
  session: "ses",
  apiKey: "key",
  agent: "agt",
  version: "agv",
  package: "pkg",
  message: "msg",
  share: "shr",
  sshGrant: "ssh",
  folder: "fld",
  audit: "aud",
  notification: "ntf",
  view: "viw",
  supervisor: "sup",
  request: "req",
  mcpServer: "mcp",
  semanticDataModel: "sdm",
  dataConnection: "dcn",
  skill: "skl",
  tool: "tol",
  jsonSchema: "sch",
  integration: "itg",
  integrationInstall: "igi",
  integrationMember: "igm",
  webhook: "whk",
  delivery: "whd",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Whether the text has the form of an id of that kind. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`).test(text);
}

/** Whether the text is a UUID in lower case with hyphens. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
