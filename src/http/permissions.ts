/** Roles of design: who a grant can make somebody. `system` acts only inside the product. */
export const ROLES = [
  'volunteer',
  'resident',
  'station-staff',
  'station-manager',
  'certificate-officer',
  'supervisor',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

const STAFF = ['station-staff', 'station-manager', 'administrator'] as const;
const MANAGERS = ['station-manager', 'administrator'] as const;
const OFFICERS = ['certificate-officer', 'administrator'] as const;
const READERS = [...STAFF, 'certificate-officer', 'supervisor', 'auditor'] as const;

/**
 * Every permission and the roles that carry it. An endpoint names exactly one; what is not in this
 * table can't be done by anybody. `self` = also the person the data is about; `everyone` = any account,
 * even one without a role.
 */
export const PERMISSIONS = {
  'accounts.manage': { roles: ['administrator'], self: false },
  'accounts.recover': { roles: [...STAFF], self: false },
  'accounts.self': { roles: [...ROLES], self: true, everyone: true },
  'organisations.manage': { roles: ['administrator'], self: false },
  'organisations.read': { roles: [...ROLES], self: false },
  'stations.manage': { roles: [...MANAGERS], self: false },
  'volunteers.register': { roles: [...STAFF], self: false },
  'volunteers.consent': { roles: [...STAFF], self: true },
  'volunteers.read': { roles: [...READERS], self: true },
  'projects.manage': { roles: [...MANAGERS], self: false },
  'activities.manage': { roles: [...STAFF], self: false },
  'activities.read': { roles: [...ROLES], self: false },
  'activities.show-codes': { roles: [...STAFF], self: false },
  'activities.enrol': { roles: [...STAFF], self: true },
  'devices.manage': { roles: [...STAFF], self: false },
  'devices.read': { roles: [...READERS], self: false },
  'cards.manage': { roles: [...STAFF], self: false },
  'records.sign-in': { roles: ['volunteer'], self: true },
  'records.offer-confirmation': { roles: [...STAFF], self: false },
  'records.enter': { roles: [...STAFF], self: false },
  'records.self-report': { roles: [], self: true },
  'records.prove': { roles: [...STAFF], self: true },
  'records.review': { roles: [...STAFF], self: false },
  'records.object': { roles: [...ROLES], self: true, everyone: true },
  'records.decide': { roles: [...MANAGERS], self: false },
  'records.read': { roles: [...READERS], self: true },
  'evaluations.give': { roles: [...STAFF, 'supervisor', 'resident'], self: false },
  'evaluations.read': { roles: [...READERS], self: true },
  'complaints.file': { roles: [...ROLES], self: true, everyone: true },
  'complaints.decide': { roles: [...MANAGERS, 'supervisor'], self: false },
  'anomalies.read': { roles: ['supervisor', 'auditor', 'administrator'], self: false },
  'inspections.draw': { roles: ['supervisor', 'auditor'], self: false },
  'anomalies.check': { roles: ['supervisor', 'auditor'], self: false },
  'time-bank.read': { roles: [...READERS], self: true },
  'time-bank.redeem': { roles: [...STAFF], self: true },
  'time-bank.transfer': { roles: [...STAFF], self: false },
  'time-bank.govern': { roles: [...MANAGERS], self: false },
  'green-accounts.manage': { roles: [...STAFF], self: false },
  'green-accounts.inspect': { roles: [...STAFF, 'volunteer'], self: false },
  'green-accounts.correct': { roles: [...MANAGERS], self: false },
  'green-accounts.read': { roles: [...READERS], self: true },
  'points.read': { roles: [...READERS], self: true },
  'points.redeem': { roles: [...STAFF], self: true },
  'points.goods': { roles: [...ROLES], self: true },
  'points.stock': { roles: [...STAFF], self: false },
  'points.hand-out': { roles: [...STAFF], self: false },
  'certificates.request': { roles: [...STAFF, 'certificate-officer'], self: true },
  'certificates.issue': { roles: [...OFFICERS], self: false },
  'certificates.revoke': { roles: [...OFFICERS], self: false },
  'certificates.read': { roles: [...READERS], self: true },
  'trainings.manage': { roles: [...STAFF], self: false },
  'trainings.list': { roles: [...ROLES], self: true },
  'trainings.read': { roles: [...READERS], self: true },
  'qualifications.grant': { roles: [...MANAGERS], self: false },
  'certificates.register': { roles: [...OFFICERS, 'supervisor', 'auditor'], self: false },
  'certificates.keys': { roles: ['administrator'], self: false },
  'honours.apply': { roles: [...STAFF], self: true },
  'honours.award': { roles: [...STAFF], self: false },
  'honours.approve': { roles: [...MANAGERS, 'supervisor'], self: false },
  'honours.object': { roles: [...ROLES], self: true },
  'honours.schemes': { roles: [...ROLES], self: true },
  'honours.dossier': { roles: [...READERS], self: true },
  'honours.read': { roles: [...READERS], self: true },
  'webhooks.manage': { roles: [...MANAGERS], self: false },
  'exchange.import': { roles: [...MANAGERS], self: false },
  'exchange.export': { roles: [...MANAGERS, 'supervisor'], self: false },
  'system.health': { roles: ['administrator', 'auditor'], self: false },
} as const satisfies Record<string, { roles: readonly Role[]; self: boolean; everyone?: true }>;

export type Permission = keyof typeof PERMISSIONS;
