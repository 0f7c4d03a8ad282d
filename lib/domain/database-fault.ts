import { Prisma } from "@/generated/prisma/client";
import { DomainError } from "@/lib/domain/faults";

/** What a broken uniqueness means to people, by the index that was hit. */
const uniqueMeaning: Record<string, [fault: "name_taken" | "conflict" | "version_taken", message: string]> = {
  Agent_name_living_key: ["name_taken", "An agent of this name already exists"],
  Agent_name_system_key: ["name_taken", "A system agent of this name already exists"],
  Package_one_pending_key: ["conflict", "Another version of this agent was submitted at the same moment; try again"],
  User_email_key: ["name_taken", "A person with this e-mail already exists"],
  Workspace_slug_key: ["name_taken", "A workspace with this slug already exists"],
};

const unavailableCodes = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "53400",
  "40001",
  "40P01",
  "08000",
  "08003",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);
const storageFullCodes = new Set(["53100", "ENOSPC"]);
const badTextCodes = new Set(["22021", "22P05", "22P02", "22003", "22007", "22008", "P2023", "P2033", "P2020"]);

type Codes = { codes: string[]; text: string };

/** Collects codes and texts of an error and its causes; driver errors nest up to three deep. */
function codesOf(error: unknown, depth = 0): Codes {
  if (typeof error !== "object" || error === null || depth > 4) return { codes: [], text: String(error ?? "") };
  const fields = error as {
    code?: unknown;
    originalCode?: unknown;
    message?: unknown;
    meta?: unknown;
    cause?: unknown;
  };
  const meta = fields.meta as { driverAdapterError?: unknown; code?: unknown } | undefined;
  const inner = [fields.cause, meta?.driverAdapterError].map((e) => codesOf(e, depth + 1));
  const own = [fields.code, fields.originalCode, meta?.code].filter((c): c is string => typeof c === "string");
  return {
    codes: [...own, ...inner.flatMap((i) => i.codes)],
    text: [String(fields.message ?? ""), JSON.stringify(fields.meta ?? ""), ...inner.map((i) => i.text)].join(" "),
  };
}

function isDatabaseError(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError ||
    error instanceof Prisma.PrismaClientUnknownRequestError ||
    error instanceof Prisma.PrismaClientInitializationError ||
    error instanceof Prisma.PrismaClientRustPanicError ||
    (error instanceof Error && ["DriverAdapterError", "DatabaseError"].includes(error.name)) ||
    (error instanceof Error &&
      /terminated unexpectedly|Connection terminated|timeout exceeded when trying/.test(error.message))
  );
}

const takenName = { issues: [{ type: "name_taken", loc: ["body", "name"], message: "taken" }] };

function uniqueFault(text: string): DomainError {
  const hit = Object.entries(uniqueMeaning).find(([index]) => text.includes(index));
  if (hit) return new DomainError(hit[1][0], hit[1][1], hit[1][0] === "name_taken" ? takenName : {});
  if (text.includes("workspaceId") && text.includes("name"))
    return new DomainError("name_taken", "This name is taken", takenName);
  return new DomainError("conflict", "This already exists");
}

/** Whether the database broke a statement off because it took too long. */
export function isTimeout(error: unknown): boolean {
  return isDatabaseError(error) && codesOf(error).codes.includes("57014");
}

/** Translates a database error into a fault, in one place; other errors come back as they are. */
export function databaseFault(error: unknown): unknown {
  if (error instanceof DomainError || !isDatabaseError(error)) return error;
  const { codes, text } = codesOf(error);
  if (codes.includes("P2002") || codes.includes("23505")) return uniqueFault(text);
  if (codes.some((code) => badTextCodes.has(code)))
    return new DomainError("invalid", "A value cannot be stored as sent");
  if (codes.includes("P2025")) return new DomainError("not_found", "Not found");
  if (codes.includes("P2003") || codes.includes("23503"))
    return new DomainError("conflict", "Something it refers to is gone or still in use");
  if (codes.some((code) => storageFullCodes.has(code))) return new DomainError("storage_full", "The disk is full");
  if (codes.some((code) => unavailableCodes.has(code)) || /Connection terminated|timeout exceeded/.test(text)) {
    return new DomainError("unavailable", "The database does not answer; try again", { retryAfter: 2 });
  }
  return error;
}
