export const resourceKindNames = [
  "skills",
  "tools",
  "mcp-servers",
  "semantic-data-models",
  "data-connections",
  "schemas",
] as const;
export type ResourceKindName = (typeof resourceKindNames)[number];

export const LONGEST_RESOURCE_NAME = 255;
export const LONGEST_DESCRIPTION = 5_000;
/** Bytes of UTF-8. */
export const LONGEST_SKILL = 256 * 1024;
export const MOST_TAGS = 20;
export const LONGEST_TAG = 50;
export const LONGEST_CATEGORY = 100;
/** Bytes of JSON. */
export const LARGEST_CONFIGURATION = 64 * 1024;
/** Bytes of JSON. */
export const LARGEST_SCHEMA = 256 * 1024;
export const DEEPEST_SCHEMA = 32;

export const transports = ["streamable-http", "sse", "stdio"] as const;
export type Transport = (typeof transports)[number];

export const LONGEST_ADDRESS = 2_048;
export const MOST_HEADERS = 50;
/** Bytes of one header's value. */
export const LONGEST_HEADER = 8 * 1024;
export const MOST_VARIABLES = 100;
export const MOST_ARGUMENTS = 100;
export const LONGEST_COMMAND = 1_024;
export const LONGEST_TYPE = 100;
/** Bytes of JSON. */
export const LARGEST_OAUTH = 16 * 1024;

/** Bytes that a text takes in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Bytes that a value takes as JSON. */
export function jsonSize(value: unknown): number {
  return byteLength(JSON.stringify(value));
}
