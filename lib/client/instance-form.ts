import { z } from "zod";
import { imageName, instanceChanges } from "@/lib/contracts/console/wire/operation";
import { patternsOf } from "./pattern-words";

const images = z
  .string()
  .transform(patternsOf)
  .superRefine((list, context) => {
    const wrong = list.find((one) => !imageName.safeParse(one).success);
    if (wrong !== undefined) {
      context.addIssue({ code: "custom", message: `${wrong.slice(0, 60)} is not the name of an image` });
    }
  });
/** What an instance admin chooses for everybody; images are typed one a line. */
export const instanceForm = z.object({
  name: instanceChanges.shape.name,
  settings: z.object({ docsPublic: z.boolean(), sshAccess: z.boolean(), allowedImages: images }),
});
