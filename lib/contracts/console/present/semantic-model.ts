import type { SemanticDataModel } from "@/lib/contracts/console/wire/resource";
import type { Ctx } from "@/lib/domain/context";
import { may } from "@/lib/domain/policy";
import type { ResourceBase } from "@/lib/domain/resources/resource-kind";
import { modelHead } from "@/lib/domain/semantic-models/rules";

type Row = ResourceBase & { semanticModel: Record<string, unknown>; connectionNames: string[]; size: number };

/** A semantic data model as the console shows it. */
export function toSemanticModel({ connectionNames: _, size: __, ...row }: Row, { actor }: Ctx): SemanticDataModel {
  const { source } = modelHead(row.semanticModel);
  const subject = { workspaceId: row.workspaceId, ownerId: row.createdBy };
  return { ...row, source, isMutable: may(actor, "resources.change", subject) };
}
