import { Readable } from "node:stream";

/** The headers of an answer, in order; a name is written once, except for those that are appended. */
export class OutgoingHeaders {
  readonly #values: Map<string, [name: string, value: string | string[]]>;

  /** Begins with the headers of another answer. */
  constructor(like?: OutgoingHeaders) {
    this.#values = new Map(like ? like.#values : []);
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), [name, value]);
  }

  append(name: string, value: string): void {
    const before = this.#values.get(name.toLowerCase())?.[1] ?? [];
    this.#values.set(name.toLowerCase(), [name, [before, value].flat()]);
  }

  get(name: string): string | null {
    const value = this.#values.get(name.toLowerCase())?.[1];
    return value === undefined ? null : [value].flat().join(", ");
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  /** Names and values in turn, as node:http takes them. */
  inTurn(): (string | string[])[] {
    const all: (string | string[])[] = [];
    for (const [name, value] of this.#values.values()) all.push(name, value);
    return all;
  }

  entries(): [name: string, value: string | string[]][] {
    return [...this.#values.values()];
  }
}

/** What the engine answers. A `Readable` that fails breaks the connection off, so that nothing cut looks complete. */
export type OutgoingAnswer = {
  status: number;
  headers: OutgoingHeaders;
  body: string | Uint8Array | Readable | null;
};

/** The answer as a web `Response`. */
export function toWebResponse({ status, headers, body }: OutgoingAnswer): Response {
  const sent = new Headers();
  for (const [name, value] of headers.entries()) for (const one of [value].flat()) sent.append(name, one);
  if (!(body instanceof Readable)) return new Response(body as BodyInit | null, { status, headers: sent });
  // Nothing is read ahead: the stream has a buffer of its own.
  const strategy = new CountQueuingStrategy({ highWaterMark: 0 });
  // The two declarations of a stream, Node's and the browser's, describe the same object.
  return new Response(Readable.toWeb(body, { strategy }) as unknown as BodyInit, { status, headers: sent });
}
