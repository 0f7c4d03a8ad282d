import { isDeepStrictEqual } from "node:util";
import type { JsonText } from "@/lib/domain/json-text";
import type { Endpoint } from "@/lib/http/endpoint";
import { log } from "@/lib/log";

/** In production the first text of an endpoint is compared with its schema, and one in so many after it. */
const ONE_IN = 500;

type Sampling = { left: number; trusted: boolean };
const samplings = new WeakMap<Endpoint, Sampling>();

function isDue(sampling: Sampling): boolean {
  if (process.env.NODE_ENV !== "production" || !sampling.trusted) return true;
  sampling.left -= 1;
  return sampling.left < 0;
}

/**
 * The text of a document that the database wrote, compared with the reply schema: always outside of production, there now and
 * then. Another document than declared is an error outside, and in production is from then on cut down like any other reply.
 */
export function declaredText(endpoint: Endpoint, { text }: JsonText<unknown>): string {
  const { reply, path } = endpoint;
  if (reply.kind !== "json") throw new Error("not a JSON endpoint");
  const sampling = samplings.get(endpoint) ?? { left: 0, trusted: true };
  samplings.set(endpoint, sampling);
  if (!isDue(sampling)) return text;
  sampling.left = ONE_IN;
  const said: unknown = JSON.parse(text);
  const declared = reply.schema.parse(said);
  if (isDeepStrictEqual(said, declared)) return text;
  if (process.env.NODE_ENV !== "production") throw new Error(`${path}: the database writes more than is declared`);
  sampling.trusted = false;
  log().error({ path }, "the database writes more than is declared");
  return JSON.stringify(declared);
}
