export const VOID_REASONS = [
  'not-volunteer-service',
  'did-not-take-place',
  'entered-in-error',
  'objection-upheld',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];
