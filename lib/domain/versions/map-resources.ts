import { z } from "zod";
import type { AttachmentKind, Snapshot, VersionAttachments } from "@/lib/domain/versions/rules";

/** Ids of production resources by those of the test resources that they stand in for. */
export type Pairs = Record<string, string>;
export type Mapping = { connections: Pairs; mcpServers: Pairs };

const pairs = z.record(z.string(), z.string()).default({});
const stored = z.object({ connections: pairs, mcpServers: pairs });

/** The mapping that a version was published with; none where nothing was recorded. */
export function mappingOf(version: { mapping?: unknown }): Mapping {
  return stored.parse(version.mapping ?? {});
}

type Attached = { id: string; name: string };
const unique = (list: Attached[]) => [...new Map(list.map((one) => [one.id, one])).values()];

function replaced(attachments: VersionAttachments, kind: AttachmentKind, replace: (one: Attached) => Attached[]) {
  const list = attachments[kind];
  return list === undefined ? {} : { [kind]: unique(list.flatMap(replace)) };
}

/** The snapshot with production resources in the place of test ones, each once. Names are those of the resources that came in. */
export function withProduction(snapshot: Snapshot, mapping: Mapping, names: ReadonlyMap<string, string>): Snapshot {
  const { attachments } = snapshot;
  const forward = (map: Pairs) => (one: Attached) => {
    const id = map[one.id];
    return id === undefined ? [one] : [{ id, name: names.get(id) ?? id }];
  };
  const connections = replaced(attachments, "dataConnections", forward(mapping.connections));
  const servers = replaced(attachments, "mcpServers", forward(mapping.mcpServers));
  return { ...snapshot, attachments: { ...attachments, ...connections, ...servers } };
}

/** The snapshot with test resources again; where several share a production resource, all of them return. */
export function withTest(snapshot: Snapshot, mapping: Mapping): Snapshot {
  const { attachments } = snapshot;
  const back = (map: Pairs) => (one: Attached) => {
    const tests = Object.entries(map).filter(([, production]) => production === one.id);
    return tests.length === 0 ? [one] : tests.map(([id]) => ({ id, name: one.name }));
  };
  const connections = replaced(attachments, "dataConnections", back(mapping.connections));
  const servers = replaced(attachments, "mcpServers", back(mapping.mcpServers));
  return { ...snapshot, attachments: { ...attachments, ...connections, ...servers } };
}

/** Those of the pairs whose test resource is in use. */
export function usedPairs(map: Pairs, used: ReadonlySet<string>): Pairs {
  return Object.fromEntries(Object.entries(map).filter(([test]) => used.has(test)));
}
