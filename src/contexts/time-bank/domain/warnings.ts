import { type Instant, millis } from '../../../kernel/calendar.js';
import { formatHours } from '../../../kernel/centi-hours.js';
import type { CreditPolicy } from './credit.policy.js';
import type { Part } from './parts.js';

export interface AccountWarning {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

interface Watched {
  readonly earned: number;
  readonly gifted: number;
  readonly held: number;
  readonly debt: number;
  readonly overflow: number;
  readonly parts: readonly Part[];
}

/** A grant that ends within so many days is worth a word. */
const SOON_MS = 14 * 86_400_000;

/** What a holder should know before a limit stops them. */
export function warningsOf(
  account: Watched,
  { policy, now }: { readonly policy: CreditPolicy; readonly now: Instant },
): readonly AccountWarning[] {
  const { earned, gifted, held, debt, overflow, parts } = account;
  const stored = earned + gifted + held;
  const room = formatHours(Math.max(0, policy.accountCapCentiHours - stored));
  const soon = parts.filter(
    ({ expiresAt }) => expiresAt !== null && millis(expiresAt) - millis(now) <= SOON_MS,
  );
  const ending = soon.reduce((sum, { centiHours }) => sum + centiHours, 0);
  const all: readonly (false | AccountWarning)[] = [
    stored >= policy.accountWarnCentiHours && {
      code: 'near-account-cap',
      zh: `账户即将存满，还可存入 ${room} 小时；可转赠亲属或捐赠。`,
      en: `The account is nearly full: room for ${room} h; you can give or donate.`,
    },
    overflow > 0 && {
      code: 'overflow-waits',
      zh: `有 ${formatHours(overflow)} 小时超出上限，请选择捐赠或留作荣誉。`,
      en: `${formatHours(overflow)} h went over a cap: donate them or keep them as honour.`,
    },
    debt > 0 && {
      code: 'in-debt',
      zh: `账户尚欠 ${formatHours(debt)} 小时，以后存入的时间先用于还欠。`,
      en: `The account owes ${formatHours(debt)} h; what you earn next repays it first.`,
    },
    ending > 0 && {
      code: 'grant-ends-soon',
      zh: `有 ${formatHours(ending)} 小时资助即将到期，请尽快使用。`,
      en: `${formatHours(ending)} h of a grant end soon: use them.`,
    },
  ];
  return all.filter((warning) => warning !== false);
}

/** What a station is owed and what is held there under an agreement, in hundredths of an hour. */
export interface AgreementUse {
  readonly owed: number;
  readonly held: number;
  readonly limit: number;
  /** From so many percent of the limit on, both stations are told. */
  readonly warnPercent: number;
}

/**
 * What two stations should know before the limit of their agreement stops the next hold (where the
 * terms let it: under `acceptance: open` the limit only warns).
 */
export function agreementWarning(use: AgreementUse): AccountWarning | null {
  const { owed, held, limit, warnPercent } = use;
  const used = owed + held;
  if (used * 100 < limit * warnPercent) return null;
  const [spent, whole, room] = [used, limit, Math.max(0, limit - used)].map(formatHours);
  if (used >= limit) {
    return {
      code: 'agreement-limit-reached',
      zh: `互认额度 ${whole} 小时已用尽（${spent} 小时）；请清算或重订协议。`,
      en: `The agreed ${whole} h are used up (${spent} h): net, or agree anew.`,
    };
  }
  return {
    code: 'near-agreement-limit',
    zh: `互认额度 ${whole} 小时已用 ${spent} 小时，还可承接 ${room} 小时；请考虑清算或重订协议。`,
    en: `${spent} h of the agreed ${whole} h are used, room for ${room} h: think of netting.`,
  };
}
