import type { CommandMeta } from '../../../kernel/message.js';
import type { QualificationGranted, QualificationRevoked } from './qualification.events.js';

export class GrantQualification {
  readonly type = 'GrantQualification';
  constructor(
    readonly data: QualificationGranted['data'] & {
      /** The volunteer behind the grantor's account, if any. */
      readonly grantorVolunteerId: string | null;
      /** Facts of the course it rests on, if any: what it leads to and takes. */
      readonly course: { readonly leadsTo: string | null; readonly centiHours: number } | null;
    },
    readonly meta: CommandMeta,
  ) {}
}

export class RevokeQualification {
  readonly type = 'RevokeQualification';
  constructor(
    readonly data: QualificationRevoked['data'] & { readonly grantorVolunteerId: string | null },
    readonly meta: CommandMeta,
  ) {}
}

export type QualificationCommand = GrantQualification | RevokeQualification;
