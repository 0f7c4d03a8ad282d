import type { z } from "zod";
import { toSemanticModel } from "@/lib/contracts/console/present/semantic-model";
import type { dataConnection, mcpServer, semanticDataModel } from "@/lib/contracts/releases/wire/resources";
import type { Ctx } from "@/lib/domain/context";
import type { connectionKind } from "@/lib/domain/resources/connection-kind";
import type { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";
import type { semanticModelKind } from "@/lib/domain/resources/semantic-model-kind";

type RowOf<K> = K extends ResourceKind<never, infer Shown> ? ResourceBase & Shown : never;
export type ServerRow = RowOf<typeof mcpServerKind>;
export type ModelRow = RowOf<typeof semanticModelKind>;
export type ConnectionRow = RowOf<typeof connectionKind>;

const times = ({ createdAt, updatedAt }: ResourceBase) => ({ created_at: createdAt, updated_at: updatedAt });

/** An MCP server as this document shows it. */
export function toServer(row: ServerRow): z.infer<typeof mcpServer> {
  const { id, name, transport, url, headers, command, args, env, cwd, forceSerialToolCalls, type, icon } = row;
  const own = { id, name, transport, url, headers, command, args, env, cwd };
  return { ...own, force_serial_tool_calls: forceSerialToolCalls, type, icon, ...times(row) };
}

/** A semantic data model as this document shows it, to this caller. */
export function toModel(row: ModelRow, ctx: Ctx): z.infer<typeof semanticDataModel> {
  const { id, name, description, source, isMutable, semanticModel } = toSemanticModel(row, ctx);
  return { id, name, description, source, is_mutable: isMutable, semantic_model: semanticModel, ...times(row) };
}

/** A data connection as this document shows it. */
export function toConnection(row: ConnectionRow): z.infer<typeof dataConnection> {
  const { id, name, description, engine, configuration, tags } = row;
  return { id, name, description, engine, configuration, tags, ...times(row) };
}
