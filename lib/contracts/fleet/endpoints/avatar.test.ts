import { encode as encodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { rename } from "@/lib/contracts/fleet/endpoints/agents";
import { avatar, putAvatar, removeAvatar } from "@/lib/contracts/fleet/endpoints/avatar";
import { db } from "@/lib/db";
import { pictureHead } from "@/lib/pictures/picture-size";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

function png(width: number, height: number): Buffer {
  const picture = new PNG({ width, height });
  picture.data.fill(0x80);
  return PNG.sync.write(picture);
}
const jpeg = (width: number, height: number) =>
  encodeJpeg({ width, height, data: Buffer.alloc(width * height * 4, 0x60) }, 80).data;

async function scene(name = "scout") {
  const { ctx, owner, workspace } = await given.workspace();
  const { id } = await given.agent(ctx, { name });
  const set = (file: Uint8Array, as = owner) => call(putAvatar, { as, params: { agent: id }, file });
  const urlOf = async (answer: ReturnType<typeof set>) => ((await answer).body as { avatar_url: string }).avatar_url;
  return { id, owner, workspace, set, urlOf };
}
const queryOf = (url: string) => Object.fromEntries(new URL(url, "http://localhost").searchParams);

describe("PUT avatar", () => {
  test.each([
    ["PNG", png(1000, 500), 512, 256],
    ["JPEG", jpeg(600, 1200), 256, 512],
    ["a small PNG", png(20, 10), 20, 10],
  ])("%s becomes WebP of at most 512 pixels a side", async (_, file, width, height) => {
    const { owner, id, set, urlOf } = await scene();
    expect(await urlOf(set(file))).toMatch(/^\/api\/agents\/scout\/avatar\?v=\d+\.[\w-]{16}$/);
    const { body, headers } = await call(avatar, { as: owner, params: { agent: id } });
    expect(pictureHead(body as Buffer)).toEqual({ format: "webp", width, height });
    expect(headers.get("content-type")).toBe("image/webp");
    expect(headers.get("cache-control")).toBe("private, max-age=86400");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a WebP is made anew, and what hides behind its pixels is gone", async () => {
    const { owner, id, set } = await scene();
    await set(png(64, 64));
    const first = (await call(avatar, { as: owner, params: { agent: id } })).body as Buffer;
    expect((await set(Buffer.concat([first, Buffer.from("SECRET")]))).status).toBe(200);
    const second = (await call(avatar, { as: owner, params: { agent: id } })).body as Buffer;
    expect([pictureHead(second)?.width, second.includes("SECRET")]).toEqual([64, false]);
  });

  const wide = png(1, 1);
  wide.writeUInt32BE(4_097, 16);
  test.each([
    ["text", Buffer.from("<svg onload=alert(1)>"), 400],
    ["nothing", Buffer.alloc(0), 400],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00"), 400],
    ["a cut PNG", png(64, 64).subarray(0, 60), 400],
    ["a cut JPEG", jpeg(64, 64).subarray(0, 300), 400],
    [
      "a header without a picture",
      Buffer.concat([Buffer.from("RIFF\x20\0\0\0WEBPVP8L\x10\0\0\0\x2f"), Buffer.alloc(20)]),
      400,
    ],
    ["too many pixels", wide, 400],
    ["too many bytes", Buffer.concat([png(8, 8), Buffer.alloc(2 * 1024 * 1024)]), 413],
  ])("%s is refused and nothing is kept", async (_, file, status) => {
    const { id, set } = await scene();
    const answer = await set(file);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining("detail")]);
    expect((await db().agent.findUniqueOrThrow({ where: { id } })).avatarSha256).toBeNull();
  });

  test("an editor can, a viewer cannot, another tenant does not know of it", async () => {
    const { id, set, workspace } = await scene();
    const editor = await given.outsider();
    await given.share(id, editor, "editor");
    expect((await set(png(2, 2), await given.member(workspace, { role: "viewer" }))).status).toBe(403);
    expect((await set(png(2, 2), (await given.workspace()).owner)).status).toBe(404);
    expect((await set(png(2, 2), editor)).status).toBe(200);
    const trail = await db().auditEvent.findMany({ where: { targetId: id, outcome: "success" } });
    expect(trail.map((event) => event.action)).toEqual(["agent.updated"]);
  });
});

describe("GET avatar", () => {
  test("works by its address alone, also where another workspace has the same name", async () => {
    const [one, two] = [await scene("same"), await scene("same")];
    const query = queryOf(await one.urlOf(one.set(png(30, 10))));
    await two.set(png(10, 30));
    const { status, body } = await call(avatar, { params: { agent: "same" }, query });
    expect([status, pictureHead(body as Buffer)?.width]).toEqual([200, 30]);
  });

  test("an altered, foreign or outdated mark needs a credential, and so does none", async () => {
    const { owner, id, set, urlOf } = await scene("scout");
    const other = await scene("scout");
    const mark = queryOf(await urlOf(set(png(4, 4))));
    const foreign = queryOf(await other.urlOf(other.set(png(4, 4))));
    const ask = (v: string | undefined, agent = id) =>
      call(avatar, { params: { agent }, query: v === undefined ? {} : { v } });
    expect((await ask(mark.v)).status).toBe(200);
    for (const v of [undefined, "", "x", foreign.v, `${mark.v}A`, `1${mark.v}`, "a".repeat(5_000)])
      expect((await ask(v)).status).toBe(404);
    await set(png(5, 5));
    expect((await ask(mark.v)).status).toBe(404);
    expect((await call(avatar, { as: owner, params: { agent: "scout" } })).status).toBe(200);
    const stranger = (await given.workspace()).owner;
    const [hidden, absent] = [
      await call(avatar, { as: stranger, params: { agent: id } }),
      await ask(undefined, "agt_none"),
    ];
    expect([hidden.status, hidden.body]).toEqual([absent.status, absent.body]);
    await call(rename, { as: owner, params: { agent: id }, json: { new_name: "renamed" } });
    expect((await call(avatar, { as: owner, params: { agent: "renamed" } })).status).toBe(200);
  });

  test("is 404 when none is set, and removing is 200 in any case", async () => {
    const { owner, id, set } = await scene();
    const params = { agent: id };
    expect((await call(avatar, { as: owner, params })).status).toBe(404);
    await set(png(4, 4));
    for (let i = 0; i < 2; i += 1) {
      const { status, body } = await call(removeAvatar, { as: owner, params });
      expect([status, body]).toEqual([200, { message: "Avatar removed for scout" }]);
    }
    expect((await call(avatar, { as: owner, params })).status).toBe(404);
    expect(await db().auditEvent.count({ where: { targetId: id } })).toBe(2);
  });
});
