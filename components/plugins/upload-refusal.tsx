import { describeError, RequestId } from "@/components/patterns/error-state";
import { VisibleText } from "@/components/patterns/visible-text";
import { ApiError } from "@/lib/client/api-error";

const advice: Record<number, string> = {
  400: "Raise the version in manifest.json and pack it again.",
  403: "Only the person who uploaded a plugin first, and instance admins, may upload it again. Choose another slug.",
  409: "The same version may not change. Raise the version in manifest.json and pack it again.",
  415: "This is no zip, or a damaged one.",
};

/** Why a plugin was refused: the sentence names the entry and the rule. */
export function UploadRefusal({ fileName, error }: { fileName: string; error: unknown }) {
  const { message, requestId } = describeError(error);
  const help = error instanceof ApiError ? advice[error.status] : undefined;
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        {fileName} was not kept: <VisibleText text={message} />
      </p>
      {help && <p className="mt-1 text-muted">{help}</p>}
      {requestId && <RequestId id={requestId} />}
    </>
  );
}
