import { compiled } from '../docs/sources.mjs';

/** What is said of a service afterwards. */
export async function feedback({ ask, id, told }) {
  const record = told('service-records.RecordTookEffect');
  const { recordId, volunteerId, organisationId, stationId } = record;
  const policyVersion = 'feedback/2021-02';
  const evaluator = told('access.RoleGranted').accountId;
  await ask('GiveEvaluation', {
    evaluationId: id('evaluation'),
    record: { recordId, volunteerId, organisationId, stationId, standing: true },
    ...{ evaluator, evaluatorVolunteerId: null, by: 'staff' },
    marks: { punctuality: 4, attitude: 3, skill: 4 },
    ...{ safetyConcern: false, hasText: false, textChanged: false },
    ...{ on: '2026-03-12', dueOn: '2026-03-16', policyVersion },
  });
  const complaintId = id('complaint');
  await ask('FileComplaint', {
    ...{ complaintId, kind: 'hours', subjectId: recordId, organisationId, stationId },
    ...{ vaultSubject: complaintId, on: '2026-03-12', dueOn: '2026-03-26', provisional: false },
    policyVersion,
  });
  await ask('DecideComplaint', {
    ...{ complaintId, outcome: 'dismissed', decider: evaluator, deciderVolunteerId: null },
    ...{ involved: { accounts: [], volunteers: [], ownTeam: false }, on: '2026-03-12' },
  });
}

/** A supervisor has looked into an anomaly. */
export async function anomalies({ ask, id, told }) {
  await ask('CheckAnomaly', {
    ...{ anomalyId: id('anomaly'), rule: 'no-trace', month: '2026-03' },
    recordIds: [told('service-records.RecordTookEffect').recordId],
    ...{ finding: 'explained', checker: id('supervisor'), involved: [], hasNote: true },
    policyVersion: 'anomalies/2021-02',
  });
}

/** Records are drawn for a spot check. */
export async function inspections({ ask, id, told }) {
  const { drawLot } = await compiled('src/contexts/oversight/sample-draw.ts');
  const { organisationId, recordId } = told('service-records.RecordTookEffect');
  const { seedOf } = await compiled('src/contexts/oversight/domain/inspection.decider.ts');
  const inspectionId = id('inspection');
  const checkpoint = { size: 12, root: Buffer.alloc(32, 7).toString('base64') };
  const lot = drawLot([recordId], seedOf(inspectionId, checkpoint), 1);
  await ask('AnnounceDraw', {
    ...{ inspectionId, organisationId, from: '2026-01-01', to: '2026-03-12', size: 1 },
    ...{ populationHash: lot.populationHash, populationSize: 1, inspector: id('supervisor') },
  });
  await ask('DrawSample', { inspectionId, checkpoint, ...lot });
}
