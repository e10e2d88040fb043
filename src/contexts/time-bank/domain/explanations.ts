import { formatHours } from '../../../kernel/centi-hours.js';

/** Why a line of a statement is there, in words a holder understands. */
export interface Why {
  readonly zh: string;
  readonly en: string;
}

type Detail = Readonly<Record<string, unknown>>;

const CAUSES: Readonly<Record<string, Why>> = {
  gift: { zh: '亲属转赠', en: 'a gift of a relative' },
  settlement: { zh: '服务所得', en: 'payment for a service you gave' },
  grant: { zh: '时间池资助', en: 'a grant from the pool' },
  estate: { zh: '申领已故亲属的时间', en: 'what a late relative left' },
};

const EXPLANATIONS: Readonly<Record<string, (detail: Detail) => Why>> = {
  CreditIssued: (d) => {
    const over = number(d, 'overDailyCap') + number(d, 'overAccountCap');
    const cut = over > 0 && {
      zh: `，超出上限 ${formatHours(over)} 小时待您选择捐赠或留作荣誉`,
      en: `; ${formatHours(over)} h went over a cap and wait for your choice`,
    };
    return joined(
      say(d, 'earnedOn', {
        zh: (x) => `${x} 的服务记录生效`,
        en: (x) => `service of ${x} took effect`,
      }),
      cut || null,
      repaid(d),
    );
  },
  IssueCorrected: (d) => joined({ zh: '服务记录已更正', en: 'the record was corrected' }, debt(d)),
  IssueReversed: (d) => joined({ zh: '服务记录已作废', en: 'the record was voided' }, debt(d)),
  IssueForestalled: () => ({
    zh: '服务记录在入账前已作废，不再入账',
    en: 'the record was voided before it earned',
  }),
  CreditHeld: (d) =>
    say(d, 'expiresAt', {
      zh: (x) => `为服务预留，至 ${x}`,
      en: (x) => `held for a service until ${x}`,
    }),
  HoldSettled: (d) => {
    const [used, back] = [formatHours(number(d, 'centiHours')), formatHours(number(d, 'released'))];
    const settled = {
      zh: `服务完成：用去 ${used} 小时，退回 ${back} 小时`,
      en: `the service was given: ${used} h used, ${back} h returned`,
    };
    return joined(settled, repaid(d));
  },
  HoldReleased: (d) =>
    joined(
      d['why'] === 'expired'
        ? { zh: '预留到期退回', en: 'the hold expired' }
        : { zh: '预留取消退回', en: 'the hold was cancelled' },
      repaid(d),
    ),
  CreditGifted: () => ({ zh: '转赠亲属', en: 'given to a relative' }),
  CreditDonated: () => ({ zh: '捐赠时间池', en: 'donated to the pool' }),
  OverflowKept: () => ({ zh: '超额部分留作荣誉', en: 'overflow kept as honour' }),
  CreditReceived: (d) =>
    number(d, 'retired') > 0
      ? { zh: '服务所得，只计荣誉', en: 'a service you gave, for honour only' }
      : joined(CAUSES[String(d['cause'])] ?? { zh: '转入', en: 'received' }, repaid(d)),
  GrantLapsed: () => ({ zh: '资助到期，退回时间池', en: 'the grant’s quarter is over' }),
  AccountFrozen: () => ({ zh: '账户冻结', en: 'the account was frozen' }),
  AccountUnfrozen: () => ({ zh: '账户解冻', en: 'the account was unfrozen' }),
  HonourOnlyChosen: (d) =>
    d['honourOnly'] === true
      ? { zh: '选择只计荣誉', en: 'chose honour only' }
      : { zh: '选择取得时间', en: 'chose to be paid in credit' },
  DeathReported: () => ({ zh: '登记户主去世', en: 'the holder’s death was reported' }),
  AccountClosed: () => ({ zh: '账户注销', en: 'the account was closed' }),
};

export function explain(kind: string, detail: Detail): Why {
  return EXPLANATIONS[kind]?.(detail) ?? { zh: kind, en: kind };
}

function repaid(detail: Detail): Why | null {
  const centiHours = number(detail, 'repaidDebt');
  if (centiHours === 0) return null;
  const hours = formatHours(centiHours);
  return { zh: `，其中 ${hours} 小时用于还欠`, en: `; ${hours} h repaid a debt` };
}

function debt(detail: Detail): Why | null {
  const centiHours = number(detail, 'becameDebt');
  if (centiHours === 0) return repaid(detail);
  const hours = formatHours(centiHours);
  return {
    zh: `，已用去的 ${hours} 小时记为欠账`,
    en: `; ${hours} h were spent already and are owed`,
  };
}

function joined(first: Why, ...more: readonly (Why | null)[]): Why {
  return more.reduce<Why>(
    (text, next) => (next ? { zh: text.zh + next.zh, en: text.en + next.en } : text),
    first,
  );
}

function say(
  detail: Detail,
  name: string,
  words: { readonly zh: (value: string) => string; readonly en: (value: string) => string },
): Why {
  const value = String(detail[name] ?? '');
  return { zh: words.zh(value), en: words.en(value) };
}

function number(detail: Detail, name: string): number {
  const value = detail[name];
  return typeof value === 'number' ? value : 0;
}
