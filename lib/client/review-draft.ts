"use client";
import { useSyncExternalStore } from "react";
import { isRecord } from "./is-record";

export const decisions = ["approve", "decline", "comment"] as const;
export type Decision = (typeof decisions)[number];

/** A review that is being written: the decision, its text, and remarks on lines that are sent along with it. */
export type ReviewDraft = { decision: Decision; body: string; comments: DraftRemark[] };
export type DraftRemark = { id: string; path: string; line?: number; body: string };

function isRemark(value: unknown): value is DraftRemark {
  if (!isRecord(value) || !["undefined", "number"].includes(typeof value.line)) return false;
  return [value.id, value.path, value.body].every((part) => typeof part === "string");
}

function isDraft(value: unknown): value is ReviewDraft {
  if (!isRecord(value) || typeof value.body !== "string") return false;
  if (!decisions.some((decision) => decision === value.decision)) return false;
  return Array.isArray(value.comments) && value.comments.every(isRemark);
}

export const emptyDraft: ReviewDraft = { decision: "approve", body: "", comments: [] };

const keyOf = (packageId: string) => `muster.review.${packageId}`;
const drafts = new Map<string, ReviewDraft>();
const listeners = new Set<() => void>();

function stored(packageId: string): ReviewDraft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(packageId)) ?? "");
    return isDraft(kept) ? kept : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** The draft for a package in this tab; it survives leaving and reloading the page. */
export function readDraft(packageId: string): ReviewDraft {
  const known = drafts.get(packageId) ?? stored(packageId);
  drafts.set(packageId, known);
  return known;
}

/** Replaces the draft; `null` forgets it. A full or forbidden session store costs only the survival of a reload. */
export function writeDraft(packageId: string, draft: ReviewDraft | null): void {
  drafts.set(packageId, draft ?? emptyDraft);
  try {
    if (draft) sessionStorage.setItem(keyOf(packageId), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(packageId));
  } catch {
    // The draft stays in memory.
  }
  for (const listener of listeners) listener();
}

/** Takes what was typed for one package along to its successor, unless something was typed there already. */
export function carryDraft(from: string, to: string): void {
  const draft = readDraft(from);
  const there = readDraft(to);
  if (there.body || there.comments.length > 0 || draft === emptyDraft) return;
  writeDraft(to, draft);
  writeDraft(from, null);
}

let made = 0;

/** Adds a remark on a line to the draft. */
export function addRemark(packageId: string, remark: Omit<DraftRemark, "id">): void {
  const draft = readDraft(packageId);
  made += 1;
  const id = `${Date.now()}-${made}`;
  writeDraft(packageId, { ...draft, comments: [...draft.comments, { id, ...remark }] });
}

/** Takes a remark out of the draft again. */
export function dropRemark(packageId: string, id: string): void {
  const draft = readDraft(packageId);
  writeDraft(packageId, { ...draft, comments: draft.comments.filter((remark) => remark.id !== id) });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The draft and how to change it. */
export function useReviewDraft(packageId: string): [ReviewDraft, (change: Partial<ReviewDraft>) => void] {
  const draft = useSyncExternalStore(
    subscribe,
    () => readDraft(packageId),
    () => emptyDraft,
  );
  return [draft, (change) => writeDraft(packageId, { ...readDraft(packageId), ...change })];
}
