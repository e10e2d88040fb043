import fc from 'fast-check';
import { AGE_POLICIES } from '../../../kernel/age-policy.js';
import {
  NO_REQUIREMENTS,
  type Person,
  type Preparation,
  type Question,
  type Requirements,
  unmetOf,
} from './participation.policy.js';

const DAY = '2026-03-07';
const adult: Person = {
  ...{ age: 40, left: false, guardian: 'none', accompanied: false, qualifications: [] },
};
const ready: Preparation = {
  ...{ noticeVersion: 1, acknowledgedVersion: 1, insured: true, guardianIsThere: true },
};
interface Over {
  readonly person?: Partial<Person>;
  readonly requirements?: Partial<Requirements>;
  readonly preparation?: Partial<Preparation>;
}
const question = (over: Over = {}): Question => ({
  requirements: { ...NO_REQUIREMENTS, ...over.requirements },
  person: { ...adult, ...over.person },
  preparation: { ...ready, ...over.preparation },
  agePolicy: AGE_POLICIES[0],
  day: DAY,
});
const reasons = (over: Over = {}) => unmetOf(question(over)).map(({ reason }) => reason);
const firstAid = (validFrom: string, validUntil: string | null) => ({
  ...{ kind: 'first-aid', validFrom, validUntil },
});

describe('taking part', () => {
  it('is open to a registered adult where nothing is required', () => {
    expect(reasons()).toEqual([]);
  });

  it('is closed to who is not registered, and to who has left', () => {
    expect(reasons({ person: { age: null } })).toEqual(['not-registered']);
    expect(reasons({ person: { left: true } })).toEqual(['volunteer-left']);
  });

  it.each([
    [5, 'given', true, ['too-young']],
    [6, 'given', true, []],
    [6, 'given', false, ['guardian-not-present']],
    [7, 'given', false, ['guardian-not-present']],
    [7, 'none', true, ['guardian-consent-missing']],
    [8, 'given', false, []],
    [13, 'none', false, ['guardian-consent-missing']],
    [13, 'withdrawn', false, ['guardian-consent-withdrawn']],
    [17, 'none', false, ['guardian-consent-missing']],
    [17, 'given', false, []],
    [18, 'none', false, []],
    [18, 'withdrawn', false, []],
  ] as const)(
    'V9: at %i, guardian %s, accompanied %s: %j',
    (age, guardian, accompanied, wanted) => {
      expect(reasons({ person: { age, guardian, accompanied } })).toEqual(wanted);
    },
  );

  it('V9: of the youngest needs the guardian on the spot, not only their promise', () => {
    const person = { age: 7, guardian: 'given', accompanied: true } as const;
    const preparation = { guardianIsThere: false };
    expect(unmetOf(question({ person, preparation }))).toEqual([
      { reason: 'guardian-not-present', facts: { aloneFrom: 8 } },
    ]);
  });

  it('V9: is closed below the age that the activity asks for', () => {
    const requirements = { minimumAge: 41 };
    expect(unmetOf(question({ requirements }))).toEqual([
      { reason: 'too-young', facts: { minimumAge: 41 } },
    ]);
    expect(reasons({ requirements: { minimumAge: 40 } })).toEqual([]);
  });

  it('V10: in danger needs insurance, a notice acknowledged in its last wording, and adults', () => {
    const requirements = { danger: true, riskNotice: '临水作业' };
    expect(reasons({ requirements })).toEqual([]);
    expect(reasons({ requirements, preparation: { insured: false } })).toEqual([
      'insurance-missing',
    ]);
    for (const acknowledgedVersion of [null, 0]) {
      expect(reasons({ requirements, preparation: { acknowledgedVersion } })).toEqual([
        'risk-notice-not-acknowledged',
      ]);
    }
    const person = { age: 17, guardian: 'given' } as const;
    expect(reasons({ requirements, person })).toEqual(['adults-only']);
  });

  it('V10: asks for insurance also where only that is required', () => {
    const preparation = { insured: false };
    expect(reasons({ requirements: { insurance: true }, preparation })).toEqual([
      'insurance-missing',
    ]);
    expect(reasons({ preparation })).toEqual([]);
  });

  it.each([
    ['none at all', [], 'qualification-missing'],
    ['another one', [{ ...firstAid('2026-01-01', null), kind: 'fire' }], 'qualification-missing'],
    ['one from the next day on', [firstAid('2026-03-08', null)], 'qualification-missing'],
    ['one until the day before', [firstAid('2025-01-01', '2026-03-06')], 'qualification-expired'],
    ['one from the day', [firstAid(DAY, null)], undefined],
    ['one until the day', [firstAid('2025-01-01', DAY)], undefined],
    ['an old and a new one', [firstAid('2024-01-01', '2025-01-01'), firstAid(DAY, DAY)], undefined],
  ])('V11: with a qualification required and %s', (_, qualifications, wanted) => {
    const found = reasons({
      requirements: { qualifications: ['first-aid'] },
      person: { qualifications },
    });
    expect(found).toEqual(wanted === undefined ? [] : [wanted]);
  });

  it('V11: says until when the latest one counted', () => {
    const qualifications = [
      firstAid('2024-01-01', '2025-06-30'),
      firstAid('2023-01-01', '2024-12-31'),
    ];
    const requirements = { qualifications: ['first-aid'] };
    expect(unmetOf(question({ requirements, person: { qualifications } }))).toEqual([
      {
        reason: 'qualification-expired',
        facts: { qualification: 'first-aid', validUntil: '2025-06-30' },
      },
    ]);
  });

  it('is never made easier by a requirement more', () => {
    const age = fc.nat({ max: 90 });
    const guardian = fc.constantFrom('none', 'given', 'withdrawn' as const);
    fc.assert(
      fc.property(age, guardian, fc.boolean(), fc.boolean(), (years, word, insured, danger) => {
        const person = { age: years, guardian: word as Person['guardian'] };
        const less = reasons({ person, preparation: { insured } });
        const requirements = { danger, insurance: true, riskNotice: '登高', minimumAge: 16 };
        const more = reasons({ person, requirements, preparation: { insured } });
        expect(less.filter((reason) => !more.includes(reason))).toEqual([]);
      }),
    );
  });
});
