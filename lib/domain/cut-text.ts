/**
 * The first `most` UTF-16 units of a text, one fewer where a character would be cut in half: JSON in the database refuses
 * halves.
 */
export const cutText = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
