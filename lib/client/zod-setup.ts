declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

/**
 * zod tries `new Function` with the first object schema, which the page's policy reports as a violation. This is where zod itself keeps its
 * settings: said before any page code, without bringing zod.
 */
globalThis.__zod_globalConfig = { jitless: true };

export {};
