import { buffer } from "node:stream/consumers";
import { DomainError } from "@/lib/domain/faults";
import {
  LARGEST_TEMPLATE_FILE,
  parseTemplateFile,
  TEMPLATE_FILE,
  TemplateFault,
  type TemplateFile,
} from "@/lib/runtime/template-file";
import { readFile } from "@/lib/runtime/workspace-door";

/** The template of a running agent; null where it has none, else what is wrong with it. */
export async function readTemplate(agentId: string): Promise<TemplateFile | TemplateFault | null> {
  try {
    const { size, stream } = await readFile(agentId, TEMPLATE_FILE, true);
    if (size <= LARGEST_TEMPLATE_FILE) return parseTemplateFile(await buffer(stream));
    stream.destroy();
    return new TemplateFault("template.yaml is larger than 64 KiB");
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    if (error instanceof DomainError && error.fault === "not_found") return null;
    throw error;
  }
}
