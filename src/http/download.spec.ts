import { download } from './download.js';

describe('a download', () => {
  it.each([
    ['application/pdf', 'pdf'],
    ['image/png', 'png'],
    ['image/jpeg', 'jpg'],
  ])('of %s is called by its id and ends in %s', (type, ending) => {
    const { options } = download('a-1', { type, bytes: Buffer.from('four') });
    expect(options).toMatchObject({ type, length: 4 });
    expect(options.disposition).toBe(`attachment; filename="a-1.${ending}"`);
  });
});
