import { z } from "zod";

/** zod tries `new Function` at the first parse, which the page's policy reports as a violation. Import before any schema is used. */
z.config({ jitless: true });
