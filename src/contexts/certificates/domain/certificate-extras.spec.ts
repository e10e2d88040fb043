import { type ListedExtras, listsAny, meanMark } from './certificate-extras.js';

describe('the mean mark', () => {
  it('is of three marks a rating, in hundredths, cut and never rounded up', () => {
    expect(meanMark(14, 1)).toEqual({ meanHundredths: 466, ratings: 1 });
    expect(meanMark(15, 1)).toEqual({ meanHundredths: 500, ratings: 1 });
    expect(meanMark(28, 2)).toEqual({ meanHundredths: 466, ratings: 2 });
    expect(meanMark(3, 1)).toEqual({ meanHundredths: 100, ratings: 1 });
  });

  it('is none where nobody evaluated', () => {
    expect(meanMark(0, 0)).toBeNull();
  });
});

describe('what is listed beside hours', () => {
  const none: ListedExtras = { trainings: [], awards: [], star: null, evaluation: null };

  it.each<[Partial<ListedExtras>, boolean]>([
    [{}, false],
    [{ trainings: [{ sessionId: 's-1', centiHours: 1 }] }, true],
    [{ awards: ['w-1'] }, true],
    [{ star: { applicationId: 'x-1', star: 1 } }, true],
    [{ evaluation: { meanHundredths: 100, ratings: 1 } }, true],
  ])('%j is something: %s', (some, wanted) => {
    expect(listsAny({ ...none, ...some })).toBe(wanted);
  });
});
