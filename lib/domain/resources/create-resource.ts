import { Prisma } from "@/generated/prisma/client";
import { seal } from "@/lib/auth/seal";
import { command, type Step, type Target } from "@/lib/domain/command";
import { newId } from "@/lib/domain/ids";
import { ownWorkspace } from "@/lib/domain/query";
import { getResourceTarget } from "@/lib/domain/resources/access";
import { shortened } from "@/lib/domain/resources/audit-facts";
import { assignments } from "@/lib/domain/resources/resource-columns";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

export type NewResource<Fields> = { name: string; description: string; fields: Partial<Fields> };

/** Puts a new resource into a workspace; for commands that make one among other things. Throws as `createResource`. */
export async function insertResource<Fields, Shown>(
  { tx, ctx, change }: Pick<Step<Target>, "tx" | "ctx" | "change">,
  kind: ResourceKind<Fields, Shown>,
  workspaceId: string,
  input: NewResource<Fields>,
): Promise<ResourceBase & Shown> {
  const id = newId(kind.idKind);
  await kind.lockFirst?.(tx, workspaceId, input.fields);
  await kind.assertReferences?.(tx, ctx, workspaceId, input.fields);
  const { shown, hidden, named = input } = kind.settle(input.fields, null);
  const { name, description } = named;
  const secrets = kind.seals ? (hidden == null ? null : seal(hidden, id)) : undefined;
  const own = assignments(kind.columns, shown, secrets);
  await tx.$executeRaw`INSERT INTO ${kind.table}
    ("id", "workspaceId", "name", "description", "createdById", ${Prisma.join(own.map(({ column }) => column))})
    VALUES (${id}, ${workspaceId}::uuid, ${name}, ${description}, ${ctx.actor.userId}, ${Prisma.join(own.map(({ value }) => value))})`;
  const data = { kind: kind.name, change: "created" };
  await change.emit({ topic: "resources", type: "resource_changed", targetId: id, name, workspaceId, data });
  return (await getResourceTarget(tx, ctx, kind, id)).row;
}

/** A new resource of the kind in the request's workspace. Throws `invalid`, `unknown_reference`, `name_taken`. */
export function createResource<Fields, Shown>(kind: ResourceKind<Fields, Shown>) {
  return command({
    permission: "resources.create",
    audit: `${kind.noun}.created`,
    target: (tx, ctx, _where: object) => {
      const { subject } = ownWorkspace(tx, ctx);
      return { subject, audit: { type: kind.noun, id: "", name: "", workspaceId: subject.workspaceId } };
    },
    run: async (step, input: NewResource<Fields>): Promise<ResourceBase & Shown> => {
      const { target, change } = step;
      const row = await insertResource(step, kind, target.subject.workspaceId, input);
      change.target({ ...target.audit, id: row.id, name: row.name });
      const shown = kind.parse.parse(row);
      change.record({ after: shortened({ name: row.name, description: row.description, ...shown }) });
      return row;
    },
  });
}
