"use client";
import type { FieldErrors, FieldValues } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { RequestId } from "./error-state";

/** What is wrong with a form as a whole. */
export function FormError<Input extends FieldValues>({ errors }: { errors: FieldErrors<Input> }) {
  const root = errors.root;
  if (!root?.message) return null;
  const id = root.type?.toString() ?? "";
  return (
    <Alert tone="danger" live title={root.message}>
      {id.startsWith("req_") && <RequestId id={id} />}
    </Alert>
  );
}
