/** A grey picture: one brightness per pixel, 0 to 255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Float64Array;
}

/** What happens to paper between a printer and a reader. */
export const DAMAGES: Readonly<Record<string, (picture: Picture) => Picture>> = {
  'as it was printed': (picture) => picture,
  'saved as a JPEG of quality 40': (picture) => jpegLoss(picture, 40),
  'out of focus': blurred,
  'shrunk to 96 % by the printer': (picture) => scaled(picture, 0.96),
  'under a stain': stained,
};

/** Each pixel is the mean of its 3 × 3 neighbours: at 150 dpi a third of a module each way. */
function blurred(picture: Picture): Picture {
  const { width, height } = picture;
  return mapped(picture, (x, y) => {
    let sum = 0;
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) {
        sum += at(picture, clamp(x + dx, width), clamp(y + dy, height));
      }
    }
    return sum / 9;
  });
}

function scaled(picture: Picture, factor: number): Picture {
  const width = Math.floor(picture.width * factor);
  const height = Math.floor(picture.height * factor);
  const small = { width, height, grey: new Float64Array(width * height) };
  return mapped(small, (x, y) => between(picture, x / factor, y / factor));
}

/** A round stain as wide as a sixth of the picture that swallows half of the light. */
function stained(picture: Picture): Picture {
  const { width, height } = picture;
  const [cx, cy, radius] = [width * 0.45, height * 0.55, width / 12];
  return mapped(picture, (x, y) => {
    const inside = (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2;
    return at(picture, x, y) * (inside ? 0.5 : 1);
  });
}

/** Luminance table of ITU-T T.81, annex K. */
const QUANTA = [
  [16, 11, 10, 16, 24, 40, 51, 61],
  [12, 12, 14, 19, 26, 58, 60, 55],
  [14, 13, 16, 24, 40, 57, 69, 56],
  [14, 17, 22, 29, 51, 87, 80, 62],
  [18, 22, 37, 56, 68, 109, 103, 77],
  [24, 35, 55, 64, 81, 104, 113, 92],
  [49, 64, 78, 87, 103, 121, 120, 101],
  [72, 92, 95, 98, 112, 100, 103, 99],
] as const;
const COSINE = Array.from({ length: 8 }, (_, u) =>
  Array.from({ length: 8 }, (__, x) => {
    const scale = u === 0 ? Math.SQRT1_2 / 2 : 1 / 2;
    return scale * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
  }),
);

/** What a JPEG of this quality loses: blocks of 8 × 8, their frequencies rounded (T.81, A.3). */
function jpegLoss(picture: Picture, quality: number): Picture {
  const scale = quality < 50 ? 5000 / quality : 200 - quality * 2;
  const [width, height] = [picture.width & ~7, picture.height & ~7];
  const result = { width, height, grey: new Float64Array(width * height) };
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      const block = QUANTA.map((_, y) =>
        QUANTA.map((__, x) => at(picture, left + x, top + y) - 128),
      );
      const lost = transformed(block, 'forward').map((row, v) =>
        row.map((value, u) => {
          const quantum = Math.max(1, Math.floor(((QUANTA[v]?.[u] ?? 1) * scale + 50) / 100));
          return Math.round(value / quantum) * quantum;
        }),
      );
      put(result, transformed(lost, 'back'), { left, top });
    }
  }
  return result;
}

function put(
  { grey, width }: Picture,
  block: readonly number[][],
  { left, top }: { readonly left: number; readonly top: number },
): void {
  for (const [y, row] of block.entries()) {
    for (const [x, value] of row.entries()) {
      grey[(top + y) * width + left + x] = Math.min(255, Math.max(0, value + 128));
    }
  }
}

/** The cosine transform of a block, first along its rows, then along its columns. */
function transformed(block: readonly number[][], way: 'forward' | 'back'): number[][] {
  const along = (line: readonly number[]): number[] =>
    COSINE.map((_, i) =>
      line.reduce((sum, value, j) => {
        const cosine = way === 'forward' ? COSINE[i]?.[j] : COSINE[j]?.[i];
        return sum + value * (cosine ?? 0);
      }, 0),
    );
  return turned(turned(block.map(along)).map(along));
}

function turned(block: readonly number[][]): number[][] {
  return block.map((_, x) => block.map((row) => row[x] ?? 0));
}

function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [clamp(left + 1, picture.width), clamp(top + 1, picture.height)];
  const [dx, dy] = [x - left, y - top];
  const upper = at(picture, left, top) * (1 - dx) + at(picture, right, top) * dx;
  const lower = at(picture, left, below) * (1 - dx) + at(picture, right, below) * dx;
  return upper * (1 - dy) + lower * dy;
}

function mapped(picture: Picture, pixel: (x: number, y: number) => number): Picture {
  const { width, height } = picture;
  const grey = new Float64Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) grey[y * width + x] = pixel(x, y);
  }
  return { width, height, grey };
}

function at({ grey, width }: Picture, x: number, y: number): number {
  return grey[y * width + x] ?? 255;
}

function clamp(value: number, size: number): number {
  if (value < 0) return 0;
  return value < size ? value : size - 1;
}
