import { maskIdNumber, maskName, maskPhone } from './masking.js';

describe('masking', () => {
  it.each([
    ['张', '＊'],
    ['张三', '张＊'],
    ['张小三', '张＊三'],
    ['上官伟伟', '上＊＊伟'],
    ['哈斯·巴根', '哈＊·＊根'],
    ['𠮷野', '𠮷＊'],
    ['John Li', 'J＊＊＊ ＊i'],
    ['', ''],
  ])('shows %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('shows three and four characters of a resident ID number', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('110***********002X');
  });

  it('shows less of what is shorter', () => {
    expect(maskIdNumber('E12345678')).toBe('E******78');
    expect(maskIdNumber('E1234')).toBe('*****');
  });

  it('shows three and four digits of a mobile number, three of a short one', () => {
    expect(maskPhone('13800138000')).toBe('138****8000');
    expect(maskPhone('8123456')).toBe('****456');
    expect(maskPhone('110')).toBe('****');
  });
});
