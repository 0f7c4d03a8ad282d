import { z } from "zod";
import { log } from "@/lib/log";
import { type Engine, LIMITS, read, tolerate } from "@/lib/runtime/docker-driver/engine";
import { LABEL } from "@/lib/runtime/docker-driver/names";

const listed = z.array(z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullish(), Created: z.number() }));
/** Another Muster on this engine may be about to start a container of an image that it has just made. */
const KEEP_MS = 60 * 60_000;

const repositoryOf = (name: string) => name.replace(/:[^/:]*$/, "");
const isName = (tag: string) => !tag.startsWith("<none>");

type Kept = { name: string; keptId: string; keepMs?: number };

/**
 * Removes images that were made for earlier agent servers: untagged or of the same repository, used by no container, and
 * older than an hour. Never throws: what cannot be removed now is tried again when the next one is made.
 */
export async function removeOldImages(engine: Engine, { name, keptId, keepMs = KEEP_MS }: Kept): Promise<void> {
  const { api, brief, ask } = engine;
  const isOurs = (tag: string) => !isName(tag) || repositoryOf(tag) === repositoryOf(name);
  try {
    const filters = { label: [LABEL.imageVersion] };
    const images = read(listed, await ask("images", LIMITS.question, () => brief.listImages({ filters })), "images");
    for (const { Id, RepoTags, Created } of images) {
      const tags = RepoTags ?? [];
      if (Id === keptId || !tags.every(isOurs) || Created * 1_000 > Date.now() - keepMs) continue;
      // By its names, because the engine refuses to remove one with several of them by its id.
      const names = tags.filter(isName);
      for (const one of names.length > 0 ? names : [Id]) {
        const removing = ask("remove image", LIMITS.change, (abortSignal) => api.getImage(one).remove({ abortSignal }));
        await tolerate([404, 409], removing);
      }
    }
  } catch (error) {
    log().warn({ err: error }, "old agent images were not removed");
  }
}
