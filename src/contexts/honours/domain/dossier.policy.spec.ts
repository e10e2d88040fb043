import { type DossierFacts, judge } from './dossier.policy.js';
import { DOSSIER_RULES } from './dossier-rules.policy.js';

const [rules] = DOSSIER_RULES;
const year = (number: number, services: number) => ({
  ...{ year: number, services, centiHours: services * 100, volunteers: 1 },
});
const project = (from: string, to: string) => ({
  ...{ projectId: from, name: '护河', from, to, regular: true },
});
const facts = (over: Partial<DossierFacts>): DossierFacts => ({
  ...{ kind: 'volunteer', on: '2026-11-22', years: [], projects: [], roster: null },
  ...{ upheldComplaints: 0, ...over },
});
const verdicts = (over: Partial<DossierFacts>) =>
  Object.fromEntries(judge(facts(over), rules).map(({ code, verdict }) => [code, verdict]));

describe('the criteria for a volunteer', () => {
  it.each([
    [[year(2024, 3), year(2025, 3), year(2026, 3)], 'met'],
    [[year(2024, 3), year(2025, 2), year(2026, 3)], 'not-met'],
    [[], 'not-met'],
  ])('count the active years', (years, verdict) => {
    expect(verdicts({ years })).toEqual({ 'active-years': verdict, deeds: 'not-confirmed' });
  });

  it('say what was asked and what was found', () => {
    expect(judge(facts({ years: [year(2026, 9)] }), rules)[0]).toEqual({
      ...{ code: 'active-years', wanted: 3, found: 1, verdict: 'not-met' },
    });
  });
});

describe('the criteria for an organisation', () => {
  const organisation = (over: Partial<DossierFacts>) =>
    verdicts({ kind: 'organisation', roster: { registered: 20, active: 12 }, ...over });

  it('measure volunteers and the share of active ones', () => {
    expect(organisation({})).toMatchObject({ volunteers: 'met', 'active-share': 'met' });
    expect(organisation({ roster: { registered: 19, active: 11 } })).toMatchObject({
      ...{ volunteers: 'not-met', 'active-share': 'not-met' },
    });
    expect(organisation({ roster: { registered: 0, active: 0 } })).toMatchObject({
      'active-share': 'not-confirmed',
    });
  });

  it('let too few running projects settle it, and never say that a project is a brand', () => {
    const running = [project('2024-01-01', '2026-12-31'), project('2026-01-01', '2027-12-31')];
    expect(organisation({ projects: running })).toMatchObject({
      'brand-projects': 'not-confirmed',
    });
    const over = [running[0]!, project('2020-01-01', '2026-11-21')];
    expect(organisation({ projects: over })).toMatchObject({ 'brand-projects': 'not-met' });
  });

  it('invent nothing', () => {
    expect(organisation({})).toMatchObject({
      ...{ founded: 'not-confirmed', 'no-bad-record': 'not-confirmed' },
      'rules-and-funds': 'not-confirmed',
    });
  });
});

describe('the criteria for a project', () => {
  it.each([
    ['2023-11-22', '2026-12-31', 'met'],
    ['2023-11-23', '2026-12-31', 'not-met'],
    ['2020-01-01', '2022-12-31', 'not-met'],
    ['2027-01-01', '2027-12-31', 'not-met'],
  ])('from %s to %s: %s', (from, to, verdict) => {
    expect(verdicts({ kind: 'project', projects: [project(from, to)] })).toEqual({
      ...{ 'project-years': verdict, 'problem-and-plan': 'not-confirmed' },
    });
  });
});

describe('the criteria for a community', () => {
  it('were not read, and say so', () => {
    expect(verdicts({ kind: 'community' })).toEqual({ 'community-criteria': 'not-confirmed' });
  });
});
