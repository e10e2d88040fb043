import { instantAt } from '../../../kernel/calendar.js';
import { formatHours } from '../../../kernel/centi-hours.js';
import { maskName } from '../../../kernel/masking.js';
import { GRADES, type CertificateContent } from '../domain/certificate-content.js';
import { credentialUrls, statusEntries } from './status-list.js';

/** How the holder is named in a copy they hand on. */
export type BadgeName = 'masked' | 'full';

export interface BadgeFacts {
  readonly certificateId: string;
  readonly content: CertificateContent;
  /** SHA-256 (hex) of credential.json, as the QR code has it. */
  readonly contentHash: string;
  readonly name: BadgeName;
  readonly publicUrl: string;
  /** Shuffles the place in the status list. */
  readonly statusKey: Buffer;
}

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/**
 * A certificate as an Open Badges 3.0 credential (1EdTech; W3C VC Data Model 2.0): who served how
 * long, by whom it is certified, and where its status stands. No ID number, no single records.
 */
export function openBadgeClaims(facts: BadgeFacts): Readonly<Record<string, unknown>> {
  const { certificateId, content, publicUrl } = facts;
  const { issuer } = content;
  const id = `urn:uuid:${certificateId}`;
  const issuerUrl = credentialUrls.issuer(publicUrl, issuer.organisationId);
  const validFrom = instantAt(content.issuedOn, '00:00');
  return {
    '@context': CONTEXTS,
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {
      id: issuerUrl,
      type: ['Profile'],
      name: issuer.legalName,
      phone: issuer.phone,
    },
    validFrom,
    awardedDate: validFrom,
    name: `志愿服务记录证明 ${content.number}`,
    credentialSubject: subject(facts, issuerUrl),
    evidence: [
      {
        id: content.verifyUrl,
        type: ['Evidence'],
        name: content.number,
        narrative: `credential.json SHA-256 ${facts.contentHash}`,
      },
    ],
    credentialStatus: statusEntries(content.number, {
      publicUrl,
      organisationId: issuer.organisationId,
      key: facts.statusKey,
    }),
    // Registered claims repeat what the credential says (Open Badges 3.0, 8.2.3).
    iss: issuerUrl,
    jti: id,
    nbf: Date.parse(validFrom) / 1000,
  };
}

function subject({ content, name }: BadgeFacts, issuerUrl: string) {
  const { holder, period, totals } = content;
  const figures = [
    { key: 'hours', label: '服务时间合计（小时） Total hours', centiHours: totals.centiHours },
    ...GRADES.map((grade) => {
      const label = `等级 ${grade}（小时） Hours of grade ${grade}`;
      return { key: `grade-${grade}`, label, centiHours: totals.byGrade[grade] };
    }),
  ];
  const describedAt = (key: string): string => `${issuerUrl}#${encodeURIComponent(key)}`;
  return {
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        hashed: false,
        identityType: 'name',
        identityHash: name === 'full' ? holder.name : maskName(holder.name),
      },
    ],
    activityStartDate: instantAt(period.from, '00:00'),
    activityEndDate: instantAt(period.to, '00:00'),
    achievement: {
      id: `${issuerUrl}#volunteer-service`,
      type: ['Achievement'],
      achievementType: 'CommunityService',
      name: '志愿服务 Volunteer service',
      description: '在出具单位参加并由其记录的志愿服务。 Volunteer service recorded by the issuer.',
      criteria: {
        narrative:
          '记录经审核、公示并生效（民政部令第67号）。 Records were reviewed, publicised and in effect.',
      },
      resultDescription: figures.map(({ key, label }) => ({
        id: describedAt(key),
        type: ['ResultDescription'],
        name: label,
        resultType: 'RawScore',
      })),
    },
    result: figures.map(({ key, centiHours }) => ({
      type: ['Result'],
      resultDescription: describedAt(key),
      value: formatHours(centiHours),
    })),
  };
}
