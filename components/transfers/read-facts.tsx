import { FactList } from "@/components/agents/fact-list";
import { VisibleText } from "@/components/patterns/visible-text";
import { FileSize } from "@/components/ui/file-size";
import type { ImportPreview } from "@/lib/contracts/releases/wire/transfers";

const none = <span className="text-subtle">–</span>;
const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

type ReadFactsProps = { file: { name: string; size: number }; preview: ImportPreview };

/** What the zip says of the agent. */
export function ReadFacts({ file, preview: { agent, files } }: ReadFactsProps) {
  const facts = [
    { label: "Zip", value: <Sized name={file.name} bytes={file.size} /> },
    { label: "Description", value: agent.description ? <VisibleText text={agent.description} /> : none },
    { label: "Models", value: agent.models.length > 0 ? <VisibleText text={agent.models.join(", ")} /> : none },
    ...(agent.temperature === null ? [] : [{ label: "Temperature", value: agent.temperature }]),
    { label: "Architecture", value: agent.architecture_name },
    { label: "Runbook", value: counted(agent.runbook_characters, "character") },
    {
      label: "Files",
      value: files.count > 0 ? <Sized name={counted(files.count, "file")} bytes={files.bytes} /> : none,
    },
  ];
  return <FactList facts={facts} />;
}

function Sized({ name, bytes }: { name: string; bytes: number }) {
  return (
    <>
      <VisibleText text={name} /> <FileSize bytes={bytes} className="text-muted" />
    </>
  );
}
