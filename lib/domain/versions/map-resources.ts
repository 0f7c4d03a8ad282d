import { z } from "zod";
import type { AttachmentKind, Snapshot, VersionAttachments } from "@/lib/domain/versions/rules";

/** Ids of production resources by those of the test resources that they stand in for. */
export type Pairs = Record<string, string>;
export type MappedKind = "connections" | "mcpServers";
export type Mapping = Record<MappedKind, Pairs> & {
  /** Production resources that the draft had itself, beside the test ones that they stand in for. */
  kept?: Partial<Record<MappedKind, string[]>>;
};

const pairs = z.record(z.string(), z.string()).default({});
const ids = z.array(z.string()).optional();
const kept = z.object({ connections: ids, mcpServers: ids }).optional();
const stored = z.object({ connections: pairs, mcpServers: pairs, kept });

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

/**
 * The snapshot with test resources again: where several share a production resource, all of them return, and it stays
 * itself where the draft had it too. A test resource without a name does not return.
 */
export function withTest(snapshot: Snapshot, mapping: Mapping, names: ReadonlyMap<string, string>): Snapshot {
  const { attachments } = snapshot;
  const back = (kind: MappedKind) => (one: Attached) => {
    const tests = Object.entries(mapping[kind]).flatMap(([id, production]) => {
      const name = names.get(id);
      return production === one.id && name !== undefined ? [{ id, name }] : [];
    });
    return tests.length === 0 || mapping.kept?.[kind]?.includes(one.id) ? [one, ...tests] : tests;
  };
  const connections = replaced(attachments, "dataConnections", back("connections"));
  const servers = replaced(attachments, "mcpServers", back("mcpServers"));
  return { ...snapshot, attachments: { ...attachments, ...connections, ...servers } };
}

/** Those of the pairs whose test resource is in use. */
export function usedPairs(map: Pairs, used: ReadonlySet<string>): Pairs {
  return Object.fromEntries(Object.entries(map).filter(([test]) => used.has(test)));
}

/** The mapping with what the draft has attached itself of that which stands in for others. */
export function withKept(mapping: Mapping, { attachments }: Snapshot): Mapping {
  const of = (kind: MappedKind, list: Attached[] = []) => {
    const production = new Set(Object.values(mapping[kind]));
    const own = list.map(({ id }) => id).filter((id) => production.has(id) && mapping[kind][id] === undefined);
    return own.length === 0 ? {} : { [kind]: own };
  };
  const found = { ...of("connections", attachments.dataConnections), ...of("mcpServers", attachments.mcpServers) };
  return Object.keys(found).length === 0 ? mapping : { ...mapping, kept: found };
}
