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
