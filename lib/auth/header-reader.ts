/** The headers of a request, whichever way it came in. Names are matched without regard to case. */
export type HeaderReader = Pick<Headers, "get" | "has">;
