import { command } from "@/lib/domain/command";
import { type Door, doorOf, type Engine } from "@/lib/domain/data-connections/rules";
import { DomainError } from "@/lib/domain/faults";
import { getResourceTarget } from "@/lib/domain/resources/access";
import { connectionKind } from "@/lib/domain/resources/connection-kind";

/** The setting that says where an engine is. */
const leading: Readonly<Record<Engine, string>> = {
  postgres: "host",
  redshift: "host",
  mysql: "host",
  snowflake: "account",
  databricks: "server_hostname",
  bigquery: "host",
};

/** Allows and audits one test of a data connection, and says where it leads; no secret is opened. Throws `conflict` where the settings do not say it. */
export const allowConnectionTest = command({
  permission: "resources.test",
  audit: "data_connection.tested",
  target: (tx, ctx, { id }: { id: string }) => getResourceTarget(tx, ctx, connectionKind, id),
  run: async ({ target }): Promise<Door> => {
    const { engine, configuration, name } = target.row;
    const door = doorOf(engine, configuration);
    if (door) return door;
    throw new DomainError(
      "conflict",
      `'${name}' does not say where its database is; set '${leading[engine]}' in its configuration`,
    );
  },
});
