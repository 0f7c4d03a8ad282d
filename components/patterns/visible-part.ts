/** Which lines or rows of a long list to render, by index, and the height in px of what is left out above and below. */
export type VisiblePart = {
  visible: readonly number[];
  before: number;
  after: number;
  /** Tells how high one is: findings, comments and the cards of narrow screens make some several times as high. */
  measure?: (item: HTMLElement | null) => void;
};

/** What to render before anything follows the scrolling: the first `shown` of `count`. */
export function beginningOf(count: number, shown: number, estimatedPx: number): VisiblePart {
  return {
    visible: Array.from({ length: shown }, (_, index) => index),
    before: 0,
    after: (count - shown) * estimatedPx,
  };
}
