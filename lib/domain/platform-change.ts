import { db, TRANSACTION_LIMITS, type Tx } from "@/lib/db";
import {
  type AuditRecord,
  type DomainEvent,
  insertAudit,
  insertEvent,
  insertJob,
  insertNotifications,
  type Job,
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
    const inside = (tx: Tx) => {
      const step: PlatformStep = {
        tx,
        emit: (event) => insertEvent(tx, platform, event),
        enqueue: (job) => insertJob(tx, job),
        notify: (userIds, text) => insertNotifications(tx, platform, userIds, text),
        audit: (record) => insertAudit(tx, platform, record),
      };
      return run(step, input);
    };
    try {
      return await db().$transaction(inside, TRANSACTION_LIMITS);
    } catch (error) {
      throw databaseFault(error);
    }
  };
}
