/** Longest side that is read, and longest side of what is made of it; pixels. */
export type PictureLimits = { longestSide: number; fitInto: number };

/** Bytes that are no picture, or too large a one; the message is for people. */
export class PictureFault extends Error {
  override readonly name = "PictureFault";
}
