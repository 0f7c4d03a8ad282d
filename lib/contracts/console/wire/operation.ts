import { z } from "zod";
import { imageShape, LONGEST_IMAGE, LONGEST_INSTANCE_NAME, MOST_IMAGES } from "@/lib/domain/instance/rules";
import { line } from "./sign-in";

export const health = z.strictObject({ status: z.literal("ok") });

export const readiness = z.strictObject({
  status: z.enum(["ready", "not_ready"]),
  checks: z
    .array(
      z.strictObject({
        name: z.string(),
        ok: z.boolean(),
        milliseconds: z.number().int(),
        message: z.string().nullable(),
      }),
    )
    .optional()
    .describe("Only for instance admins"),
});
export type Readiness = z.infer<typeof readiness>;

export const documentList = z.strictObject({
  data: z.array(z.strictObject({ contract: z.string(), title: z.string(), url: z.string() })),
});
export const documentParams = z.strictObject({ contract: z.string().max(60) });
export const assetParams = z.strictObject({ asset: z.string().max(60) });

export const instance = z.strictObject({
  name: z.string(),
  version: z.string(),
  database: z.strictObject({ version: z.string(), sizeBytes: z.number() }),
  runtime: z.strictObject({
    driver: z.enum(["docker", "process"]),
    isolation: z.string().nullable(),
    engineVersion: z.string().nullable(),
    reachable: z.boolean(),
    supervisors: z.number().int().describe("Those that gave a sign of life within 15 seconds"),
  }),
  storage: z.strictObject({
    driver: z.enum(["directory", "s3"]),
    usedBytes: z.number(),
    freeBytes: z.number().nullable(),
  }),
  mail: z.strictObject({ configured: z.boolean(), from: z.string().nullable() }),
  limits: z.strictObject({
    packageBytes: z.number().int(),
    requestsPerMinute: z.number().int(),
    loaderMemoryBytes: z.number().int(),
  }),
  settings: z.strictObject({
    docsPublic: z.boolean(),
    allowedImages: z.array(z.string()),
    sshAccess: z.boolean(),
  }),
});
export type Instance = z.infer<typeof instance>;

export const imageName = z.string().min(1).max(LONGEST_IMAGE).regex(imageShape, "must be the name of an image");
export const instanceChanges = z.strictObject({
  name: line(LONGEST_INSTANCE_NAME).optional(),
  settings: z
    .strictObject({
      docsPublic: z.boolean().optional(),
      allowedImages: z.array(imageName).max(MOST_IMAGES).optional(),
      sshAccess: z.boolean().optional(),
    })
    .optional(),
});
