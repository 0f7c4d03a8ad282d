import { describeError, RequestId } from "@/components/patterns/error-state";
import { VisibleText } from "@/components/patterns/visible-text";
import { importAdvice } from "@/lib/client/import-words";
import type { ImportFailure } from "@/lib/client/use-import";

/** Why a zip was refused: what the server says of which entry, and what to do. */
export function ImportRefusal({ fileName, error }: ImportFailure) {
  const { message, requestId } = describeError(error);
  const advice = importAdvice(error);
  return (
    <>
      <p className="font-medium">
        <VisibleText text={message} />
      </p>
      <p className="mt-0.5 text-muted">
        In <VisibleText text={fileName} />. {advice}
      </p>
      {requestId && <RequestId id={requestId} />}
    </>
  );
}
