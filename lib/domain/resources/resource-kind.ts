import type { z } from "zod";
import { type Sql, sql, type Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { IdKind } from "@/lib/domain/id-shapes";
import type { Reader } from "@/lib/domain/query";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

/** PostgreSQL type of a column of a kind's own. */
export type ColumnType = "text" | "text[]" | "jsonb" | "boolean" | "integer";

/** What a kind knows of a resource that is there. */
export type Stored<Shown> = {
  shown: Shown;
  /** The hidden part, null where there is none. Throws `conflict` when it can no longer be read. */
  open: () => unknown;
  /** The same, null when it can no longer be read: what cannot be read is lost anyway. */
  peek: () => unknown;
};

/** What a resource shall be: the columns that may be shown, and the part that is kept encrypted. */
export type Settled = {
  shown: Record<string, unknown>;
  /** Absent: stays as it is. Null: nothing is hidden. */
  hidden?: unknown;
  /** Name and description, for kinds that have them in what they hold. */
  named?: { name: string; description: string };
};

/** One change of a resource: as it was, and its columns as they will be. */
export type Alteration<Shown> = { before: ResourceBase & Shown; after: Record<string, unknown> };

/** How agents refer to resource `r`. */
export type Uses = {
  /** `SELECT … AS "agentId"` of the drafts that do. */
  drafts: Sql;
  /** True for versions `v` that do. */
  published: Sql;
  /** `SELECT …` of ids of the versions that do, where an index finds them by other means than that condition. */
  versions?: Sql;
  /** Takes it off all drafts. */
  detach: (tx: Tx, id: string) => Promise<unknown>;
};

/** Uses through a join table; `attachment` is the key in a version's attachments. */
export function assignedBy(table: Sql, column: Sql, attachment: string): Uses {
  return {
    drafts: sql`SELECT j."agentId" FROM ${table} j WHERE j.${column} = r."id"`,
    // A version names what is attached by id, or as an object with one.
    published: sql`(v."attachments" @> jsonb_build_object(${attachment}::text, jsonb_build_array(r."id"))
      OR v."attachments" @> jsonb_build_object(${attachment}::text, jsonb_build_array(jsonb_build_object('id', r."id"))))`,
    detach: (tx, id) => tx.$executeRaw`DELETE FROM ${table} WHERE ${column} = ${id}`,
  };
}

/** Resources as links and sentences name them. */
export type ResourceRefs = { kind: ResourceKindName; id: string; name: string }[];

/** One kind of resource; all that differs between kinds stands in such a table. */
export type ResourceKind<Fields, Shown> = {
  name: ResourceKindName;
  /** Noun of audit events: `skill.created`. */
  noun: string;
  /** The noun in sentences: "tool". */
  word: string;
  idKind: IdKind;
  table: Sql;
  /** Bytes of one, for kinds that can be so large that a page holds fewer of them. */
  weight?: Sql;
  /** Its own columns, all of which may be shown. */
  columns: Record<keyof Shown & string, ColumnType>;
  parse: z.ZodType<Shown>;
  /** Whether the table has a column `secrets`. */
  seals: boolean;
  uses: Uses;
  /** What integrations call it, where they can bring it to other workspaces. */
  offered: "skill" | "tool" | null;
  /** Other resources that refer to it. */
  referrers?: (db: Reader | Tx, id: string) => Promise<ResourceRefs>;
  /** Refuses what must not change while it is used. Throws `in_use`. */
  assertChangeable?: (tx: Tx, ctx: Ctx, alteration: Alteration<Shown>) => Promise<void>;
  /** Keeps others in step with the change; the ids of those that changed, by what they are. */
  follow?: (tx: Tx, change: Change, alteration: Alteration<Shown>) => Promise<Record<string, string[]>>;
  /** Locks what must be locked before the resource itself, so that changes of both never wait for each other in a circle. */
  lockFirst?: (tx: Tx, workspaceId: string, sent: Partial<Fields>) => Promise<void>;
  /** Makes sure that what it refers to is there. Throws `unknown_reference`. */
  assertReferences?: (tx: Tx, ctx: Ctx, workspaceId: string, sent: Partial<Fields>) => Promise<void>;
  /** Pure: what was sent, laid over what is stored. Throws `invalid`. */
  settle: (sent: Partial<Fields>, stored: Stored<Shown> | null) => Settled;
};

/** What reading a resource takes of its kind. */
export type ReadKind<Shown> = Pick<
  ResourceKind<never, Shown>,
  "table" | "columns" | "parse" | "seals" | "uses" | "offered" | "noun" | "word" | "referrers"
>;

/** What all kinds have. */
export type ResourceBase = {
  id: string;
  workspaceId: string;
  name: string;
  description: string;
  usedBy: number;
  createdBy: string | null;
  createdAt: string;
  updatedAt: string;
  rev: number;
};
