import { Alert } from "@/components/ui/alert";
import { describeError, RequestId } from "./error-state";

/** Says inside a dialog what went wrong when it was confirmed; nothing for null. */
export function FailureAlert({ error }: { error: unknown }) {
  if (error === null) return null;
  const { message, requestId } = describeError(error);
  return (
    <Alert tone="danger" live title={message}>
      {requestId && <RequestId id={requestId} />}
    </Alert>
  );
}
