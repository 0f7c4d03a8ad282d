import type { z } from "zod";
import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Verb } from "@/lib/domain/command";
import type { Ctx, Origin } from "@/lib/domain/context";
import type { Fault } from "@/lib/domain/faults";
import type { JsonText } from "@/lib/domain/json-text";
import type { Body, FormBody, JsonBody, Upload, UploadBody } from "@/lib/http/body";
import type { Contract } from "@/lib/http/contract";
import type { KeptJson } from "@/lib/http/kept-json";
import type { Answer, Bytes, BytesReply, EventSource, EventsReply, NothingReply } from "@/lib/http/reply";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type JsonOf<S extends z.ZodType> = { kind: "json"; schema: S; status: number };
type AnyReply = JsonOf<z.ZodType> | BytesReply | EventsReply | NothingReply;

type BodyOf<B> = B extends JsonBody<infer S> | FormBody<infer S>
  ? z.output<S>
  : B extends UploadBody
    ? Upload
    : undefined;
type ValueOf<R> =
  R extends JsonOf<infer S>
    ? z.input<S>
    : R extends BytesReply
      ? Bytes
      : R extends EventsReply
        ? EventSource
        : undefined;
/** What a handler may give: the value, its text where the database wrote it, or what was made of it before. */
type Given<V> = V | Answer<V> | JsonText<V> | Answer<JsonText<V>> | KeptJson<V>;
type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;

export type Incoming = { headers: HeaderReader; url: URL; origin: Origin; signal: AbortSignal };

type Call<C, P, Q, B> = { ctx: C; params: Parsed<P>; query: Parsed<Q>; body: BodyOf<B>; incoming: Incoming };

type Described<P, Q, B, R> = {
  contract: Contract;
  method: Method;
  /** As documented, with `{parameter}`. */
  path: string;
  /** Further addresses of the same operation. */
  aliases?: readonly string[];
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  /** Faults beyond those that every endpoint of the contract can have. */
  faults?: readonly Fault[];
  /** Tag of the answer's value; If-None-Match with it answers 304. */
  etag?: (value: ValueOf<R>) => string;
};

type SignedIn<P, Q, B, R> = Described<P, Q, B, R> & {
  /** The domain's verb: its permission goes to the document and to the authorization tests. */
  verb: Verb;
  /** The parameter that names a workspace of a list, and what refuses a foreign one: that comes before a wrong shape. */
  place?: { parameter: string; assert: (ctx: Ctx, named: string) => Promise<unknown> };
  /** Checks permission before a body is read, so that 403 and 404 come before 413 and 422. */
  gate?: (call: Omit<Call<Ctx, P, Q, B>, "body">) => Promise<unknown>;
  /** Who changes an older revision than the present one is refused (`If-Match`, 412): the verb's target has the `rev`. */
  ifMatch?: true;
  /** An agent may ask by its own runtime token, about itself; every other endpoint refuses such a token. */
  agentToken?: true;
  /** Who may have a kept answer again (`Idempotency-Key`), where neither `gate` nor the path says what it is about. */
  mayRepeat?: (call: Call<Ctx, P, Q, B>) => Promise<unknown>;
  handle: (call: Call<Ctx, P, Q, B>) => Promise<Given<ValueOf<R>>>;
};

export type Visitor = { origin: Origin };
type Public<P, Q, B, R> = Described<P, Q, B, R> & {
  handle: (call: Call<Visitor, P, Q, B>) => Promise<Given<ValueOf<R>>>;
};

/** What the engine runs; made by `endpoint` and `publicEndpoint` alone. */
export type Endpoint = {
  contract: Contract;
  method: Method;
  path: string;
  aliases: readonly string[];
  summary: string;
  description?: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: Body;
  reply: AnyReply;
  faults: readonly Fault[];
  verb: Verb | null;
  etag?: (value: unknown) => string;
  place?: { parameter: string; assert: (ctx: Ctx, named: string) => Promise<unknown> };
  gate?: (call: unknown) => Promise<unknown>;
  ifMatch?: true;
  agentToken?: true;
  mayRepeat?: (call: unknown) => Promise<unknown>;
  handle: (call: unknown) => Promise<unknown>;
};

/** Forgets the parameter types; the engine calls `handle` only with values parsed by the same declaration. */
function erased(spec: object, verb: Verb | null): Endpoint {
  return { faults: [], aliases: [], ...spec, verb } as unknown as Endpoint;
}

/** An endpoint for signed-in callers; authentication, limits, parsing, reply filter and errors come with it. */
export function endpoint<
  const R extends AnyReply,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends Body | undefined = undefined,
>(spec: SignedIn<P, Q, B, R>): Endpoint {
  return erased(spec, spec.verb);
}

/** An endpoint that answers without sign-in. */
export function publicEndpoint<
  const R extends AnyReply,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends Body | undefined = undefined,
>(spec: Public<P, Q, B, R>): Endpoint {
  return erased(spec, null);
}
