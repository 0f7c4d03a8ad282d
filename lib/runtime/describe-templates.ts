import { defaultResources } from "@/lib/domain/fleet/rules";
import { localTemplates, openTemplate } from "@/lib/runtime/open-template";

/** A template as somebody chooses it. */
export type TemplateChoice = {
  name: string;
  title: string;
  description: string;
  cpu: string;
  memory: string;
  /** Variables that an agent made of it asks for. */
  needs: readonly string[];
};

/** The templates that come with Muster, sorted by name, with what their `template.yaml` says. */
export async function describeTemplates(): Promise<TemplateChoice[]> {
  const names = await localTemplates();
  return Promise.all(
    names.map(async (name) => {
      const { file } = await openTemplate(name);
      const { cpu = defaultResources.cpu, memory = defaultResources.memory } = file?.resources ?? {};
      const { env_file: needs = [] } = file?.credentials ?? {};
      const description = file?.description ?? "";
      return { name, title: file?.display_name ?? name, description, cpu, memory, needs };
    }),
  );
}
