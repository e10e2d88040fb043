import { Faces } from './faces.js';
import { TrueTypeSubset } from './truetype-subset.js';
import { MemorySource, TrueTypeFont } from './truetype-font.js';

describe('faces', () => {
  const faces = new Faces();

  it.each([
    ['阿拉坦·其其格', 1],
    ['欧阳建国', 1],
    ['李𬶍', 1],
    ['王𪚥', 2],
    ['㛃䶮𠅤𬭎龦鿏', 1],
  ])('print %p in %i fonts, in every weight', async (name, fonts) => {
    expect(await faces.prepare([name])).toEqual([]);
    for (const weight of ['regular', 'bold', 'black'] as const) {
      expect(faces.runs(name, weight)).toHaveLength(fonts);
    }
  });

  it.each([
    ['a character of extension G', '王𰻝', ['U+30EDD']],
    ['two of them, once each and in order', '𰻞𰻝𰻞', ['U+30EDD', 'U+30EDE']],
    ['a line break', '李\n明', ['U+000A']],
    ['an invisible joiner', '李\u200d明', ['U+200D']],
    ['a turn of direction', '李\u202e明', ['U+202E']],
    ['Mongolian, which needs shaping', 'ᠮᠣ', ['U+182E', 'U+1823'].sort()],
    ['Arabic, which needs shaping', 'ئ', ['U+0626']],
    ['a private character', '\ue000', ['U+E000']],
    ['half a surrogate pair', '\ud83d', ['U+D83D']],
  ])('name %s by its code point', async (_, text, characters) => {
    expect(await faces.prepare([text])).toEqual(characters);
  });

  it('draw nothing that was not found beforehand', () => {
    expect(() => faces.runs('𰻝', 'regular')).toThrow('without a glyph');
  });

  it('measure a Chinese character as wide as the size', () => {
    expect(faces.width('志愿', 'bold', 10)).toBe(20);
    expect(faces.width('', 'bold', 10)).toBe(0);
  });

  it('subset to a font that keeps outlines and widths', () => {
    const [run] = faces.runs('志a', 'regular');
    const [first, second] = run?.characters ?? [];
    if (!run || !first || !second) throw new Error('no characters');
    const subset = new TrueTypeSubset(run.font);
    expect([subset.includeGlyph(first.glyph), subset.includeGlyph(second.glyph)]).toEqual([1, 2]);
    expect(subset.includeGlyph(first.glyph)).toBe(1);
    const bytes = Buffer.from(subset.encode());
    expect(bytes.length).toBeLessThan(3000);
    const small = new Map([...directory(bytes)]);
    expect(small.get('maxp')?.readUInt16BE(4)).toBe(3);
    expect(small.get('hmtx')?.readUInt16BE(4)).toBe(first.advance);
    expect(small.get('hmtx')?.readUInt16BE(8)).toBe(second.advance);
    const [from, to] = [4, 8].map((at) => small.get('loca')?.readUInt32BE(at) ?? 0);
    const outline = run.font.outline(first.glyph);
    expect(small.get('glyf')?.subarray(from, (from ?? 0) + outline.length)).toEqual(outline);
    expect((to ?? 0) - (from ?? 0)).toBe(Math.ceil(outline.length / 4) * 4);
  });

  it('refuse a font without a character map', () => {
    expect(() => new TrueTypeFont(new MemorySource(Buffer.alloc(64)), 'none')).toThrow();
  });
});

function* directory(font: Buffer): Generator<[string, Buffer]> {
  for (let entry = 0; entry < font.readUInt16BE(4); entry += 1) {
    const at = 12 + entry * 16;
    const offset = font.readUInt32BE(at + 8);
    yield [
      font.toString('latin1', at, at + 4),
      font.subarray(offset, offset + font.readUInt32BE(at + 12)),
    ];
  }
}
