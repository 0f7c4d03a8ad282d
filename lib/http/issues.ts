import type { z } from "zod";
import { DomainError, type Issue } from "@/lib/domain/faults";

export type Place = "body" | "query" | "path" | "header";

const MOST_ISSUES = 50;

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function brief(value: unknown): unknown {
  return typeof value === "string" && value.length > 200 ? `${value.slice(0, 200)}…` : value;
}

const secret = /password|token|secret|key|totp|code/i;

function toIssues(issue: z.core.$ZodIssue, place: Place, input: unknown): Issue[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ type: "unknown_field", loc: [place, ...path, key], message: "unknown field" }));
  }
  const value = valueAt(input, issue.path);
  const missing = value === undefined;
  const hidden = path.some((part) => secret.test(String(part)));
  return [
    {
      type: missing ? "missing" : issue.code,
      loc: [place, ...path],
      message: missing && issue.code === "invalid_type" ? "required" : issue.message,
      ...(missing || hidden ? {} : { input: brief(value) }),
    },
  ];
}

/** The path of an issue as people write it: `filter.AND[1].name`. */
export function issuePath(issue: Issue): string {
  return issue.loc.slice(1).reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** A fault that lists every wrong place. */
export function invalidInput(place: Place, error: z.ZodError, input: unknown): DomainError {
  const issues = error.issues.flatMap((issue) => toIssues(issue, place, input)).slice(0, MOST_ISSUES);
  const first = issues[0];
  const message = first ? `${issuePath(first) || place}: ${first.message}` : "Not valid";
  return new DomainError(place === "body" ? "invalid" : "invalid_parameter", message, { issues });
}

/** A fault about the whole body. */
export function unreadableBody(message: string): DomainError {
  return new DomainError("invalid", message, { issues: [{ type: "unreadable", loc: ["body"], message }] });
}
