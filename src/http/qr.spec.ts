import jsqr from 'jsqr';
import { qrDrawing } from './qr.js';

// jsqr is CommonJS: its function is the module under some loaders and its default under others.
const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const SCALE = 4;

/** Draws the path as a browser would: squares of one unit. */
function painted(markup: string): { pixels: Uint8ClampedArray; side: number } {
  const units = Number(/viewBox="0 0 (\d+)/.exec(markup)?.[1]);
  const side = units * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of markup.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let i = 0; i < SCALE * SCALE; i += 1) {
      const [px, py] = [Number(x) * SCALE + (i % SCALE), Number(y) * SCALE + Math.floor(i / SCALE)];
      pixels.fill(0, (py * side + px) * 4, (py * side + px) * 4 + 3);
    }
  }
  return { pixels, side };
}

it('reads as the text, and says what it is to who can’t see it', () => {
  const text = `P${'aB3_-'.repeat(13)}`;
  const { markup } = qrDrawing(text, '我的 "服务码"');
  const { pixels, side } = painted(markup);
  expect(decode(pixels, side, side)?.data).toBe(text);
  expect(markup).toContain('aria-label="我的 &quot;服务码&quot;"');
});
