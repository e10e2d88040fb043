import type { PointsBook } from './points-account.events.js';

/** Why a line of a statement is there, in words for its reader. */
export interface Why {
  readonly zh: string;
  readonly en: string;
}

type Detail = Readonly<Record<string, unknown>>;

const EARNED: Readonly<Record<PointsBook, Why>> = {
  green: { zh: '投放合格', en: 'a drop that passed' },
  volunteer: { zh: '志愿服务生效', en: 'service that took effect' },
};

const EXPLANATIONS: Readonly<Record<string, (detail: Detail, book: PointsBook) => Why>> = {
  PointsAwarded: (d, book) => {
    const { zh, en } = EARNED[book];
    const on = String(d['on'] ?? '');
    return joined({ zh: `${on} ${zh}`, en: `${en}, ${on}` }, basis(d), part(d, REPAID));
  },
  AwardCorrected: (d) =>
    joined(
      { zh: '原记录更正，积分随之调整', en: 'Corrected: the points follow' },
      ...[basis(d), part(d, REPAID), part(d, OWED), part(d, LAPSED)],
    ),
  AwardVoided: (d) =>
    joined(
      { zh: '原记录作废，积分收回', en: 'Annulled: the points are taken back' },
      ...[part(d, OWED), part(d, LAPSED)],
    ),
  PointsHeld: () => ({ zh: '兑换预留，等待取货', en: 'Reserved for goods to be picked up' }),
  PointsSpent: () => ({ zh: '已取货，兑换完成', en: 'Picked up: the points are spent' }),
  PointsReturned: (d) =>
    joined(
      { zh: '未取货，预留积分退回', en: 'Not picked up: the points come back' },
      ...[part(d, REPAID), part(d, GONE), part(d, FORFEITED)],
    ),
  PointsExpired: () => ({ zh: '到期未用，积分失效', en: 'Lapsed unused' }),
  PointsAccountClosed: () => ({ zh: '账户注销', en: 'Account closed' }),
};

export function explain(kind: string, detail: Detail, book: PointsBook): Why {
  return EXPLANATIONS[kind]?.(detail, book) ?? { zh: kind, en: kind };
}

interface PartOf {
  readonly name: string;
  readonly zh: (points: number) => string;
  readonly en: (points: number) => string;
}

const REPAID: PartOf = {
  name: 'repaidDebt',
  zh: (n) => `，其中 ${n} 分抵扣待扣还积分`,
  en: (n) => `; ${n} repaid what was owed`,
};
const OWED: PartOf = {
  name: 'becameDebt',
  zh: (n) => `，已用去的 ${n} 分记为待扣还`,
  en: (n) => `; ${n} were spent already and are owed`,
};
const LAPSED: PartOf = {
  name: 'lapsed',
  zh: (n) => `，其中 ${n} 分此前已失效，不再扣`,
  en: (n) => `; ${n} had lapsed before and need not come back`,
};
const GONE: PartOf = {
  name: 'lapsed',
  zh: (n) => `，其中 ${n} 分已到期失效`,
  en: (n) => `; ${n} lapsed meanwhile`,
};
const FORFEITED: PartOf = {
  name: 'forfeited',
  zh: (n) => `，账户已注销，${n} 分不再退回`,
  en: (n) => `; ${n} are forfeited, the account is closed`,
};

function part(detail: Detail, { name, zh, en }: PartOf): Why | null {
  const points = detail[name];
  return typeof points === 'number' && points > 0 ? { zh: zh(points), en: en(points) } : null;
}

/** How points followed from hours: `3.33 小时 × 10 × 1.20`. */
function basis(detail: Detail): Why | null {
  const found = detail['basis'];
  if (typeof found !== 'object' || found === null) return null;
  const [hours, coefficient] = [
    hundredths(Reflect.get(found, 'centiHours')),
    hundredths(Reflect.get(found, 'coefficientHundredths')),
  ];
  const unit = String(Reflect.get(found, 'pointsPerHour'));
  return {
    zh: `（${hours} 小时 × ${unit} × ${coefficient}）`,
    en: ` (${hours} h × ${unit} × ${coefficient})`,
  };
}

function hundredths(value: unknown): string {
  return (Number(value) / 100).toFixed(2);
}

function joined(first: Why, ...more: readonly (Why | null)[]): Why {
  return more.reduce<Why>(
    (text, next) => (next ? { zh: text.zh + next.zh, en: text.en + next.en } : text),
    first,
  );
}
