import { z } from "zod";

/** zod tries `new Function` with the first object schema, which the page's policy reports as a violation. Runs before any page code. */
z.config({ jitless: true });
