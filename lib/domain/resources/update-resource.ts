import { Prisma } from "@/generated/prisma/client";
import { seal, unseal } from "@/lib/auth/seal";
import { sql, type Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { getResourceTarget, type ResourceRef, type ResourceTarget } from "@/lib/domain/resources/access";
import { canonical, differences } from "@/lib/domain/resources/audit-facts";
import { type Assignment, assignments } from "@/lib/domain/resources/resource-columns";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

export type ResourceChanges<Fields> = {
  id: ResourceRef;
  name?: string;
  description?: string;
  fields: Partial<Fields>;
};

function readSecrets({ row, secrets }: ResourceTarget<unknown>): unknown {
  return secrets ? unseal(secrets, row.id) : null;
}

/** Reads a resource's hidden part. Throws `conflict` when it was sealed under another secret. */
export function openSecrets(target: ResourceTarget<unknown>): unknown {
  const opened = readSecrets(target);
  if (opened === null && target.secrets) {
    throw new DomainError(
      "conflict",
      `The hidden values of '${target.row.name}' can no longer be read, because Muster's secret has changed; send them anew`,
    );
  }
  return opened;
}

/** What to write into `secrets`: undefined where it stays; then the text of what is hidden did not change either. */
function newSecrets(target: ResourceTarget<unknown>, hidden: unknown): Uint8Array | null | undefined {
  if (hidden === undefined || (hidden === null && target.secrets === null)) return undefined;
  if (hidden === null) return null;
  return canonical(readSecrets(target)) === canonical(hidden) ? undefined : seal(hidden, target.row.id);
}

async function write(tx: Tx, kind: { table: Prisma.Sql }, id: string, own: Assignment[]): Promise<void> {
  const set = Prisma.join(own.map(({ column, value }) => sql`${column} = ${value}`));
  await tx.$executeRaw`UPDATE ${kind.table} SET ${set}, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
}

/** What a change is about; somebody who only asks whether they may sends no fields. */
type Where<Fields> = { id: ResourceRef; fields?: Partial<Fields> };

async function lockForUpdate<Fields, Shown>(
  tx: Tx,
  ctx: Ctx,
  kind: ResourceKind<Fields, Shown>,
  { id, fields }: Where<Fields>,
): Promise<ResourceTarget<Shown>> {
  if (kind.lockFirst && fields) {
    const { row } = await getResourceTarget<Shown>(tx, ctx, kind, id);
    await kind.lockFirst(tx, row.workspaceId, fields);
  }
  return getResourceTarget<Shown>(tx, ctx, kind, id, true);
}

/** Changes the sent fields of a resource; nothing new leaves nothing. Throws `invalid`, `name_taken`. */
export function updateResource<Fields, Shown extends object>(kind: ResourceKind<Fields, Shown>) {
  return command({
    permission: "resources.change",
    audit: `${kind.noun}.updated`,
    target: (tx, ctx, where: Where<Fields>) => lockForUpdate(tx, ctx, kind, where),
    run: async ({ tx, ctx, target, change }, input: ResourceChanges<Fields>): Promise<ResourceBase & Shown> => {
      const { id, workspaceId } = target.row;
      const { fields } = input;
      await kind.assertReferences?.(tx, ctx, workspaceId, fields);
      const { shown, hidden, named } = kind.settle(fields, {
        shown: kind.parse.parse(target.row),
        open: () => openSecrets(target),
        peek: () => readSecrets(target),
      });
      const { name = target.row.name, description = target.row.description } = named ?? input;
      const secrets = newSecrets(target, hidden);
      const wanted = { name, description, ...shown };
      const changed = differences({ ...target.row }, wanted);
      if (!changed && secrets === undefined) {
        change.nothing();
        return target.row;
      }
      const alteration = { before: target.row, after: wanted };
      await kind.assertChangeable?.(tx, ctx, alteration);
      const columns = { name: "text", description: "text", ...kind.columns } as const;
      await write(tx, kind, id, assignments(columns, wanted, secrets));
      const followed = await kind.follow?.(tx, change, alteration);
      const hiding = secrets === undefined ? {} : { hiddenValues: "changed" };
      change.record({ before: changed?.before ?? {}, after: { ...changed?.after, ...hiding, ...followed } });
      const data = { kind: kind.name, change: "updated" };
      await change.emit({ topic: "resources", type: "resource_changed", targetId: id, name, workspaceId, data });
      return (await getResourceTarget<Shown>(tx, ctx, kind, id)).row;
    },
  });
}
