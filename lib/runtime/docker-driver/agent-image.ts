import { createReadStream } from "node:fs";
import { z } from "zod";
import { isAllowedImage } from "@/lib/domain/instance/rules";
import { type Engine, LIMITS, read, statusOf } from "@/lib/runtime/docker-driver/engine";
import { LABEL } from "@/lib/runtime/docker-driver/names";
import { removeOldImages } from "@/lib/runtime/docker-driver/remove-old-images";
import { DriverFault } from "@/lib/runtime/driver";

/** The image that containers are made of, as the engine has it now. */
export type AgentImage = { id: string; version: string };

export type AgentImageSource = {
  /** The one image that containers are made of. */
  name: string;
  /** Makes the root file system where the engine lacks the image; null where it may only be looked up (MUSTER_AGENT_IMAGE). */
  make: ((use: (archive: string, version: string) => Promise<void>) => Promise<void>) | null;
  /** The images that an instance admin allows; asked at every start. */
  allowed?: () => Promise<readonly string[]>;
};

/** Throws `refused` for an image that is not on the allow list; one that is made here is Muster's own. */
async function assertAllowed({ name, make, allowed }: AgentImageSource): Promise<void> {
  if (make || !allowed || isAllowedImage(name, await allowed())) return;
  throw new DriverFault(
    "refused",
    `The image ${name} is not on this instance's list of allowed images. An instance admin can add it in the settings`,
  );
}

const found = z.object({
  Id: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  Config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

const importing = new Map<string, Promise<AgentImage>>();

/** The agents' image; imported at the first use. Throws `refused` where it is not allowed, or missing and may not be made here. */
export async function ensureAgentImage(engine: Engine, source: AgentImageSource): Promise<AgentImage> {
  await assertAllowed(source);
  const present = await findImage(engine, source.name);
  if (present) return present;
  const running = importing.get(source.name) ?? importAgentImage(engine, source);
  importing.set(source.name, running);
  try {
    return await running;
  } finally {
    importing.delete(source.name);
  }
}

/** Makes the image and puts it into the engine, whether or not it is there; those made for earlier agent servers go (`removeOldImages`). */
export async function importAgentImage(
  engine: Engine,
  { name, make }: AgentImageSource,
  keepMs?: number,
): Promise<AgentImage> {
  if (!make) {
    throw new DriverFault("refused", `The engine has no image ${name}. Pull it, or run "npm run agent-image"`);
  }
  await make((archive, version) => importArchive(engine, name, archive, version));
  const made = await findImage(engine, name);
  if (!made) throw new DriverFault("refused", `The engine did not take the image ${name}`);
  await removeOldImages(engine, { name, keptId: made.id, keepMs });
  return made;
}

async function findImage({ brief, ask }: Engine, name: string): Promise<AgentImage | null> {
  try {
    const said: unknown = await ask("image", LIMITS.question, () => brief.getImage(name).inspect());
    const { Id, Config } = read(found, said, "image");
    return { id: Id, version: Config?.Labels?.[LABEL.imageVersion] ?? Id.slice(7, 19) };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

async function importArchive({ api, ask }: Engine, name: string, archive: string, version: string): Promise<void> {
  const at = name.lastIndexOf(":");
  const [repo, tag] = at > name.lastIndexOf("/") ? [name.slice(0, at), name.slice(at + 1)] : [name, "latest"];
  const changes = [`LABEL ${LABEL.imageVersion}=${version}`, "USER 1000:1000"];
  await ask("import", LIMITS.image, async (abortSignal) => {
    const progress = await api.importImage(createReadStream(archive), { repo, tag, changes, abortSignal });
    let said = "";
    for await (const chunk of progress) said = (said + chunk.toString()).slice(-4_096);
    const refused = /"error":"([^"]*)"/.exec(said)?.[1];
    if (refused) throw new DriverFault("refused", `The engine did not take the image: ${refused}`);
  });
}
