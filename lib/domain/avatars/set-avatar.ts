import type { Readable } from "node:stream";
import { blobStore } from "@/lib/blobs/blob-store";
import type { Tx } from "@/lib/db";
import { noteSetting } from "@/lib/domain/agent-settings/access";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { AVATAR_SIDE, LARGEST_PICTURE, LONGEST_SIDE } from "@/lib/domain/avatars/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { makePicture } from "@/lib/pictures/make-picture";
import { PictureFault } from "@/lib/pictures/picture-limits";

export type Avatar = { id: string; name: string; avatarAt: Date | null };
type Input = { agent: AgentRef; sha256: string | null };

async function replace(step: Step<AgentTarget>, { sha256 }: Input): Promise<Avatar> {
  const { tx, target, change } = step;
  const { id, name } = target;
  const { avatarSha256 } = await tx.agent.findUniqueOrThrow({ where: { id }, select: { avatarSha256: true } });
  const avatarAt = sha256 === null ? null : new Date();
  if (sha256 === null && avatarSha256 === null) change.nothing();
  else {
    await tx.agent.update({ where: { id }, data: { avatarSha256: sha256, avatarAt } });
    await noteSetting(step, { avatar: avatarSha256 }, { avatar: sha256 });
  }
  return { id, name, avatarAt };
}

/** Gives an agent the picture that is stored under a sha256, or none. */
export const replaceAvatar = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: replace,
});

async function bytesOf(stream: Readable): Promise<Buffer> {
  const slices: Buffer[] = [];
  let size = 0;
  for await (const slice of stream) {
    size += slice.length;
    if (size > LARGEST_PICTURE) throw new DomainError("too_large", "The picture is larger than 2 MiB");
    slices.push(slice);
  }
  return Buffer.concat(slices);
}

/** Stores the bytes as a picture and gives its sha256. */
async function store(bytes: Buffer): Promise<string> {
  const webp = await makePicture(bytes, { longestSide: LONGEST_SIDE, fitInto: AVATAR_SIDE }).catch((error) => {
    throw error instanceof PictureFault ? invalidField("file", error.message) : error;
  });
  const staged = await blobStore().stage(
    (async function* () {
      yield webp;
    })(),
    { limit: webp.length },
  );
  await staged.commit();
  return staged.sha256;
}

/** Makes an agent's picture of an uploaded one. Throws `invalid` for what is no picture, `too_large`. */
async function receive(ctx: Ctx, { agent, stream }: { agent: AgentRef; stream: Readable }): Promise<Avatar> {
  const sha256 = await store(await bytesOf(stream));
  return replaceAvatar(ctx, { agent, sha256 });
}

export const setAvatar = Object.assign(receive, { permission: replaceAvatar.permission });
