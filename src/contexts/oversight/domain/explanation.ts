import {
  type Instant,
  type LocalDate,
  localPartsOf,
  millis,
  minuteOf,
} from '../../../kernel/calendar.js';
import { centiHoursOfSeconds, formatHours } from '../../../kernel/centi-hours.js';
import { phrase } from '../../../kernel/rejection.js';
import {
  GRADE_REASONS,
  IMPORTED_AS_D,
  MODE_WORDS,
  OUTCOME_WORDS,
  ROLE_WORDS,
  SENTENCES,
  SIGNED_AS_C,
  STATUS_WORDS,
  type Text,
  VOID_WORDS,
} from './explanation-words.js';

/** The record as it stands now. */
export interface ExplainedRecord {
  readonly recordId: string;
  readonly version: number;
  readonly status: string;
  readonly date: LocalDate;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly centiHours: number;
  readonly grade: string;
  readonly mode: string;
}

/** One event of its life: what happened, when it was recorded, and who did it. */
export interface Step {
  /** The event's name without its context: `RecordSubmitted`. */
  readonly kind: string;
  readonly at: Instant;
  readonly by: Doer;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly policies: Readonly<Record<string, string>>;
}

export interface Doer {
  readonly role: string;
  /** Masked; null where the books know no name. */
  readonly name: string | null;
  /** It was the volunteer's own account. */
  readonly self: boolean;
}

export interface Explanation {
  readonly record: ExplainedRecord;
  readonly hours: string;
  /** Full seconds of the interval. */
  readonly seconds: number;
  /** What the interval comes to, rounded down once. */
  readonly intervalCentiHours: number;
  readonly steps: readonly (Step & { readonly words: Text })[];
  /** Why the record counts as it does, in plain words, in order. */
  readonly sentences: readonly Text[];
}

/** "Why 3.33 h?", from the events alone: what a volunteer may hold against their own memory. */
export function explain(record: ExplainedRecord, steps: readonly Step[]): Explanation {
  // Whole seconds: what is less changes no hundredth, and nobody wants to read it.
  const seconds = Math.floor((millis(record.endsAt) - millis(record.startsAt)) / 1000);
  const intervalCentiHours = centiHoursOfSeconds(Math.max(0, seconds));
  const told = steps.map((step) => ({ ...step, words: wordsOf(step) }));
  const sentences = [
    intervalSentence(record, seconds),
    roundingSentence(record, seconds, intervalCentiHours),
    gradeSentence(record, steps),
    ...told.map(({ words }) => words),
    say('status', { status: STATUS_WORDS[record.status] ?? same(record.status) }),
  ];
  const hours = formatHours(record.centiHours);
  return { record, hours, seconds, intervalCentiHours, steps: told, sentences };
}

function intervalSentence(record: ExplainedRecord, seconds: number): Text {
  const [from, to] = [localPartsOf(record.startsAt).time, localPartsOf(record.endsAt).time];
  const facts = { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60) };
  return say('interval', { date: record.date, from, to, ...facts, rest: seconds % 60, seconds });
}

function roundingSentence(
  { centiHours }: ExplainedRecord,
  seconds: number,
  interval: number,
): Text {
  const facts = { seconds, interval: formatHours(interval), hours: formatHours(centiHours) };
  return say(centiHours === interval ? 'rounding' : 'stated', facts);
}

/** Events that bring a version of a record, and its evidence. */
const VERSIONS = ['RecordSubmitted', 'RecordCorrected'];

/** By the evidence of the version that stands: a correction brings its own. */
function gradeSentence({ grade, mode }: ExplainedRecord, steps: readonly Step[]): Text {
  const last = steps.findLast(({ kind }) => VERSIONS.includes(kind));
  const evidence = kindOf(last?.facts['evidence']);
  const isTypedOver = last?.kind === 'RecordCorrected' && evidence !== 'signed';
  const reason = REASONS_BY_EVIDENCE[`${evidence} ${grade}`] ?? GRADE_REASONS[grade] ?? same('');
  const way = isTypedOver ? 'corrected' : mode;
  return say('grade', { grade, mode: MODE_WORDS[way] ?? same(way), reason });
}

/** Where the same grade has another reason for another kind of evidence. */
const REASONS_BY_EVIDENCE: Readonly<Record<string, Text>> = {
  'signed C': SIGNED_AS_C,
  'imported D': IMPORTED_AS_D,
};

function kindOf(evidence: unknown): string | undefined {
  return (evidence as { readonly kind?: string } | undefined)?.kind;
}

function wordsOf(step: Step): Text {
  const about = { at: minuteOf(step.at), who: whoOf(step.by), ...factsOf(step) };
  const words = say(sentenceOf(step), { kind: step.kind, ...about });
  if (step.facts['provisional'] !== true) return words;
  const { zh, en } = SENTENCES.provisional;
  return { zh: words.zh + zh, en: words.en + en };
}

function sentenceOf({ kind, facts }: Step): Sentence {
  if (kind === 'SignedOut' && kindOf(facts['evidence']) === 'policy') return 'ClosedByPolicy';
  return Object.hasOwn(SENTENCES, kind) ? (kind as Sentence) : 'other';
}

/** Whatever a sentence may name of its event; it takes what it needs. */
function factsOf({ at, facts, policies }: Step): Facts {
  const text = (name: string) => String(facts[name] ?? '');
  const hours = (centiHours: unknown) => formatHours(Number(centiHours ?? 0));
  const previous = facts['previous'] as { readonly centiHours?: number } | undefined;
  return {
    ...{ from: text('from'), effectiveOn: text('effectiveOn'), on: text('on') },
    ...{ decideBy: text('decideBy'), version: text('version'), grade: text('grade') },
    ...{ hours: hours(facts['centiHours']), before: hours(previous?.centiHours) },
    // When it happened; `at` of the step is when it was recorded.
    seen: minuteOf(text('at') === '' ? at : text('at')),
    policy: policies['publicity'] ?? policies['closing'] ?? '—',
    reason: VOID_WORDS[text('reason')] ?? same(text('reason')),
    outcome: OUTCOME_WORDS[text('outcome')] ?? same(text('outcome')),
  };
}

function whoOf({ role, name, self }: Doer): Text {
  const words = ROLE_WORDS[role] ?? same(role);
  if (self) return { zh: '您本人', en: 'you yourself' };
  return name === null ? words : { zh: `${words.zh}${name}`, en: `${words.en} ${name}` };
}

type Sentence = keyof typeof SENTENCES;
type Facts = Readonly<Record<string, string | number | Text>>;

function say(sentence: Sentence, facts: Facts): Text {
  const words: Text = SENTENCES[sentence];
  const into = (language: keyof Text) =>
    phrase(
      words[language],
      Object.fromEntries(
        Object.entries(facts).map(([name, fact]) => [
          name,
          typeof fact === 'object' ? fact[language] : fact,
        ]),
      ),
    );
  return { zh: into('zh'), en: into('en') };
}

function same(text: string): Text {
  return { zh: text, en: text };
}
