import { describeError, RequestId } from "@/components/patterns/error-state";
import { Code } from "@/components/ui/code";
import { ApiError } from "@/lib/client/api-error";
import { refusalAdvice } from "@/lib/client/refusal-advice";

/** Why a package was refused: each thing with the entry it is about and what to do. */
export function RefusalList({ fileName, error }: { fileName: string; error: unknown }) {
  const { message, requestId } = describeError(error);
  const issues = error instanceof ApiError ? error.issues : [];
  if (issues.length === 0) {
    return (
      <>
        <p>
          {fileName}: {message}
        </p>
        {requestId && <RequestId id={requestId} />}
      </>
    );
  }
  return (
    <>
      <p>
        {fileName} was not kept.{" "}
        {issues.length === 1 ? "One thing must change:" : `${issues.length} things must change:`}
      </p>
      <ul className="mt-2 flex flex-col gap-2">
        {issues.map(({ type, where, message: text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown once and two refusals may be alike
          <li key={index} className="border-danger-line border-l-2 pl-2.5">
            {where.length > 1 && <Code className="mb-0.5 inline-block">{where.slice(1).join(" › ")}</Code>}
            <p className="font-medium">{text}</p>
            {refusalAdvice(type) && <p className="text-muted">{refusalAdvice(type)}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
