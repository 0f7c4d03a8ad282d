import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { Verb } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { Page } from "@/lib/domain/page";

/** A JSON document as the database wrote it; `Document` is what it says. */
export class JsonText<Document> {
  declare readonly says: Document;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The document itself, for callers in this process. */
  read(): Document {
    return JSON.parse(this.text) as Document;
  }
}

type Said<Part> = Part extends JsonText<infer Document> ? Document : Part;

/** A document around others: parts that are texts already are taken as they are. */
export function textOf<Parts extends object>(parts: Parts): JsonText<{ [Key in keyof Parts]: Said<Parts[Key]> }> {
  const pairs = Object.entries(parts).map(
    ([key, part]) => `${JSON.stringify(key)}:${part instanceof JsonText ? part.text : JSON.stringify(part)}`,
  );
  return new JsonText(`{${pairs.join(",")}}`);
}

type Fitting<Fields, Value> = { [F in keyof Fields]: Fields[F] extends Value ? F : never }[keyof Fields];

/** Which field of the domain stands under each key of a document: all keys that it has, and no other. */
export type Shape<Fields, Document> = { readonly [Key in keyof Document]-?: Fitting<Fields, Document[Key]> };
export type AnyShape<Fields> = Readonly<Record<string, keyof Fields & string>>;

/** The shape whose keys are called as the fields are. */
export function sameNames<Keys extends object>(keys: Keys): { readonly [Key in keyof Keys]: Key } {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, key])) as { [Key in keyof Keys]: Key };
}

/** Where the fields of a document come from. */
export type Columns<Fields> = Readonly<Record<keyof Fields & string, Sql>>;

const KEY = /^[A-Za-z]\w*$/;
const composed = new WeakMap<object, WeakMap<object, Sql>>();

/** A key of a document as a name or, with `'`, as a text of SQL. Throws for what is no plain name. */
function written(key: string, quote: "'" | '"'): Sql {
  if (!KEY.test(key)) throw new Error(`${key}: no key of a document`);
  return Prisma.raw(`${quote}${key}${quote}`);
}

const named = new WeakMap<object, Sql>();

/** The columns of a row under the keys of a shape: `"field" AS "key", …`. Composed once for each shape. */
export function keysOf(shape: Readonly<Record<string, string>>): Sql {
  const pairs = () => Object.entries(shape).map(([key, field]) => sql`${written(field, '"')} AS ${written(key, '"')}`);
  const keys = named.get(shape) ?? Prisma.join(pairs());
  named.set(shape, keys);
  return keys;
}

function write(columns: Readonly<Record<string, Sql>>, shape: Readonly<Record<string, string>>): Sql {
  const pairs = Object.entries(shape).map(([key, field]) => {
    const column = columns[field];
    if (!column) throw new Error(`${key}: no key of a document`);
    return sql`${written(key, "'")}, ${column}`;
  });
  return sql`json_build_object(${Prisma.join(pairs)})`;
}

/** The document of a row, as JSON: its keys are the shape's alone. Composed once for each pair of columns and shape. */
export function documentOf<Fields>(columns: Columns<Fields>, shape: AnyShape<Fields>): Sql {
  const known = composed.get(columns) ?? new WeakMap<object, Sql>();
  composed.set(columns, known);
  const document = known.get(shape) ?? write(columns, shape);
  known.set(shape, document);
  return document;
}

/** Rows as documents of a shape, in order, and how many there are. */
export type Documents<Document> = { rows: JsonText<Document[]>; total: number };

/** A question whose answer is a document in the shape that the caller wants. */
export type ShapedQuery<Where, Fields> = Verb &
  (<Document>(ctx: Ctx, input: Where & { as: Shape<Fields, Document> }) => Promise<JsonText<Document>>);

/** A question whose answer is a page of documents in the shape that the caller wants. */
export type ShapedPage<Where, Fields> = Verb &
  (<Document>(ctx: Ctx, input: Where & { as: Shape<Fields, Document> }) => Promise<JsonText<Page<Document>>>);

/** The same for rows. */
export type ShapedList<Fields, Where = object> = Verb &
  (<Document>(ctx: Ctx, input: Where & { as: Shape<Fields, Document> }) => Promise<Documents<Document>>);

type Untyped<Where, Fields, Answer> = Verb & ((ctx: Ctx, input: Where & { as: AnyShape<Fields> }) => Promise<Answer>);

/** Gives the answer the type of the shape that was asked for: `documentOf` writes the shape's keys, each from a field of its type. */
export function shapedQuery<Where, Fields>(
  untyped: Untyped<Where, Fields, JsonText<unknown>>,
): ShapedQuery<Where, Fields> {
  return untyped as unknown as ShapedQuery<Where, Fields>;
}

/** The same for pages. */
export function shapedPage<Where, Fields>(
  untyped: Untyped<Where, Fields, JsonText<Page<unknown>>>,
): ShapedPage<Where, Fields> {
  return untyped as unknown as ShapedPage<Where, Fields>;
}

/** The same for rows. */
export function shapedList<Fields, Where = object>(
  untyped: Untyped<Where, Fields, Documents<unknown>>,
): ShapedList<Fields, Where> {
  return untyped as unknown as ShapedList<Fields, Where>;
}
