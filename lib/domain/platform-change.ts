import type { Tx } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import {
  type AuditRecord,
  type DomainEvent,
  insertAudit,
  insertJob,
  insertTraces,
  type Job,
  type Notice,
  type NotificationText,
  platform,
} from "@/lib/domain/change";
import { databaseFault } from "@/lib/domain/database-fault";

export type PlatformStep = {
  tx: Tx;
  emit: (event: DomainEvent) => Promise<void>;
  enqueue: (job: Job) => Promise<void>;
  notify: (userIds: string[], text: NotificationText) => Promise<void>;
  audit: (record: AuditRecord) => Promise<void>;
};

/** A change that the platform itself makes (what it observed, what a job did), in one transaction. Throws DomainError. */
export function platformChange<Input, Result>(run: (step: PlatformStep, input: Input) => Promise<Result>) {
  return async (input: Input): Promise<Result> => {
    const inside = async (tx: Tx) => {
      const events: DomainEvent[] = [];
      const notices: Notice[] = [];
      const step: PlatformStep = {
        tx,
        emit: async (event) => void events.push(event),
        enqueue: (job) => insertJob(tx, job),
        notify: async (userIds, text) => void notices.push({ userIds, text }),
        audit: (record) => insertAudit(tx, platform, record),
      };
      const result = await run(step, input);
      await insertTraces(tx, platform, { record: null, events, notices });
      return result;
    };
    try {
      return await transaction(inside);
    } catch (error) {
      throw databaseFault(error);
    }
  };
}
