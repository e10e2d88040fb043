import fc from 'fast-check';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { GRADES, totalsAgree, totalsOf } from './certificate-content.js';
import { chineseHours } from './chinese-hours.js';
import { contentProblem } from './content-check.js';

describe('totals', () => {
  it('are the sums of the rows, and the grades add up to the total', () => {
    const row = fc.record({
      centiHours: fc.integer({ min: 1, max: 2400 }),
      grade: fc.constantFrom(...GRADES),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const totals = totalsOf(rows);
        expect(totals.services).toBe(rows.length);
        expect(totals.centiHours).toBe(rows.reduce((sum, r) => sum + r.centiHours, 0));
        expect(GRADES.reduce((sum, g) => sum + totals.byGrade[g], 0)).toBe(totals.centiHours);
      }),
    );
  });

  it('that somebody entered do not agree', () => {
    const content = sampleContent(3);
    expect(totalsAgree(content)).toBe(true);
    const entered = { ...content.totals, centiHours: content.totals.centiHours + 1 };
    expect(totalsAgree({ rows: content.rows, totals: entered })).toBe(false);
  });
});

describe('hours in Chinese capitals', () => {
  it.each([
    [0, '零'],
    [50, '零点伍零'],
    [8050, '捌拾点伍零'],
    [8000, '捌拾'],
    [1001, '壹拾点零壹'],
    [100_500, '壹仟零伍'],
    [1_000_000, '壹万'],
    [1_020_300, '壹万零贰佰零叁'],
    [123_456_789, '壹佰贰拾叁万肆仟伍佰陆拾柒点捌玖'],
  ])('%i hundredths are %p', (centiHours, words) => {
    expect(chineseHours(centiHours)).toBe(words);
  });
});

describe('the check of a content', () => {
  const content = sampleContent(2);

  it('takes the address of a service that stands under a path', () => {
    const verifyUrl = content.verifyUrl.replace('/v/', '/zhiyuan/v/');
    expect(contentProblem({ ...content, verifyUrl })).toBeUndefined();
  });

  it('finds nothing wrong with what the product freezes', () => {
    expect(contentProblem(content)).toBeUndefined();
    expect(contentProblem(JSON.parse(JSON.stringify(content)))).toBeUndefined();
  });

  it.each([
    ['an entered total', { ...content, totals: { ...content.totals, services: 3 } }, 'totals'],
    ['no rows', { ...content, rows: [] }, 'rows'],
    ['1001 rows', sampleContent(1001), 'rows'],
    [
      'a record outside the period',
      { ...content, period: { from: '2021-01-04', to: '2021-12-31' } },
      'rows.0.date',
    ],
    [
      'a period that runs backwards',
      { ...content, period: { from: '2022-01-02', to: '2022-01-01' } },
      'period',
    ],
    ['a wrong check character', { ...content, number: '440305001001-2026-001001-0' }, 'number'],
    ['a member nobody knows', { ...content, extra: 1 }, 'extra'],
    [
      'half hundredths',
      { ...content, rows: [{ ...content.rows[0], centiHours: 1.5 }] },
      'rows.0.centiHours',
    ],
    [
      'a grade nobody derives',
      { ...content, rows: [{ ...content.rows[0], grade: 'S' }] },
      'rows.0.grade',
    ],
    ['an address that is a script', { ...content, verifyUrl: 'javascript:alert(1)' }, 'verifyUrl'],
    ['a date that is none', { ...content, issuedOn: '2026-02-30' }, 'issuedOn'],
    [
      'a name with half a character',
      { ...content, holder: { ...content.holder, name: '\ud83d' } },
      'holder.name',
    ],
    ['nothing', null, '(root)'],
    ['a list', [], '(root)'],
  ])('names the place of %s', (_, value, path) => {
    expect(contentProblem(value)).toBe(path);
  });
});
