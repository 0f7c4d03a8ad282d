const CHARACTERS_OF_A_TOKEN = 4;

/** How many tokens a text takes, estimated: a quarter of its characters, rounded up. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_OF_A_TOKEN);
}
