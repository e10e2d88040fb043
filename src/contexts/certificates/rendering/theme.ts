import type { Color } from './canvas.js';

/** Colours and measures of the paper; points, from the top left corner of A4. */
export const RED: Color = [0.608, 0.106, 0.122];
export const GOLD: Color = [0.72, 0.585, 0.353];
export const PALE_GOLD: Color = [0.945, 0.91, 0.835];
export const CREAM: Color = [0.99, 0.965, 0.925];
export const ZEBRA: Color = [0.98, 0.962, 0.925];
export const GREY: Color = [0.4, 0.37, 0.34];
export const WHITE: Color = [1, 1, 1];
export const BLACK: Color = [0, 0, 0];

export const PAGE = { width: 595.28, height: 841.89 };
export const CONTENT = { left: 46, right: 549.28, width: 503.28, top: 61, bottom: 784 };
export const MM = 72 / 25.4;

/** The base line that puts Chinese text of a size in the middle of a height. */
export function middle(top: number, height: number, size: number): number {
  return top + height / 2 + size * 0.37;
}
