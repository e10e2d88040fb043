/** Kinds of identity document a person can register with, and how they are printed. */
export const ID_TYPES = [
  'resident-id',
  'hmt-residence-permit',
  'passport',
  'foreign-permanent-resident',
] as const;
export type IdType = (typeof ID_TYPES)[number];

export const ID_TYPE_NAMES: Readonly<Record<IdType, string>> = {
  'resident-id': '居民身份证',
  'hmt-residence-permit': '港澳台居民居住证',
  passport: '护照',
  'foreign-permanent-resident': '外国人永久居留身份证',
};
