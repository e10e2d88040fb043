/**
 * Service categories 服务类别 (Order 67 art. 5). The national platform's code table is not public, so
 * the codes are ours; its names, and those of older platforms, map to them.
 */
export const SERVICE_CATEGORIES = {
  community: '社区服务',
  poverty: '扶贫减贫',
  schooling: '支教助学',
  health: '卫生健康',
  legal: '法律服务',
  environment: '环境保护',
  science: '科技科普',
  culture: '文化艺术',
  'public-safety': '平安综治',
  civility: '文明风尚',
  traffic: '交通引导',
  fire: '志愿消防',
  rescue: '应急救援',
  'anti-drug': '禁毒宣传',
  sport: '体育健身',
  tourism: '旅游服务',
  'special-groups': '关爱特殊群体',
  events: '大型活动',
  overseas: '海外志愿服务',
  tax: '税收服务',
  epidemic: '疫情防控',
  other: '其他',
} as const;

export type ServiceCategory = keyof typeof SERVICE_CATEGORIES;

const ALIASES: Readonly<Record<string, ServiceCategory>> = {
  便民利民: 'community',
  扶贫帮困: 'poverty',
  助农增收: 'poverty',
  助学支教: 'schooling',
  法律援助: 'legal',
  科技帮扶: 'science',
  文化体育: 'culture',
  治安维稳: 'public-safety',
  宣传教育: 'civility',
  助老助残: 'special-groups',
  心理咨询: 'health',
  就业指导: 'other',
};

const BY_NAME: ReadonlyMap<string, ServiceCategory> = new Map([
  ...Object.entries(ALIASES),
  ...Object.keys(SERVICE_CATEGORIES)
    .filter(isServiceCategory)
    .map((code) => [SERVICE_CATEGORIES[code], code] as const),
]);

export function isServiceCategory(text: string): text is ServiceCategory {
  return Object.hasOwn(SERVICE_CATEGORIES, text);
}

/** The code of a category by code or by name; a name nobody knows counts as `other`. */
export function serviceCategoryOf(text: string): ServiceCategory {
  return isServiceCategory(text) ? text : (BY_NAME.get(text) ?? 'other');
}
