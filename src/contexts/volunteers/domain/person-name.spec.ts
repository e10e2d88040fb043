import { isName, normaliseName } from './person-name.js';

describe('a name', () => {
  it.each([
    ['哈斯•巴根', '哈斯·巴根'],
    ['哈斯・巴根', '哈斯·巴根'],
    ['哈斯．巴根', '哈斯·巴根'],
    ['哈斯.巴根', '哈斯·巴根'],
    ['张\u3000三', '张三'],
    ['  张三 ', '张三'],
    ['J. Smith', 'J. Smith'],
    ['Anna  Maria', 'Anna Maria'],
    ['José'.normalize('NFD'), 'José'],
    ['\u200b\u3000', ''],
  ])('%j is written %j', (typed, written) => {
    expect(normaliseName(typed)).toBe(written);
  });

  it.each(['张', '上官伟伟', 'ᠪᠠᠭᠠᠨ᠎ᠠ', '𠮷野', '阿卜杜拉·阿卜杜热合曼', '李 Anna'])(
    '%s is a name, whatever its script',
    (name) => {
      expect(isName(normaliseName(name))).toBe(true);
    },
  );

  it.each(['', '·', '123', '张\u0000三', '张\n三', '\u202e三张', '张\ud800', '名'.repeat(41)])(
    '%j is none',
    (name) => {
      expect(isName(normaliseName(name))).toBe(false);
    },
  );
});
