import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { compiled } from './sources.mjs';

const ID = '145ba1bf-ba9d-5552-92ab-30198fd18572';
const LOG_IN = { loginName: 'admin', password: 'correct horse battery' };

/**
 * Bodies of the main job, by the name of their DTO, with the people and places of the demonstration.
 *
 * @throws Error naming an example that the service would refuse
 */
export async function examples() {
  const { COMMUNITY, PEOPLE } = await compiled('src/cli/demo/community.ts');
  const bodies = bodiesOf(COMMUNITY, PEOPLE[0]);
  const classes = [...getMetadataStorage().validationMetadatas.keys()];
  for (const [name, body] of Object.entries(bodies)) {
    const dto = classes.find((known) => known.name === name);
    const errors = dto ? validateSync(plainToInstance(dto, body), STRICT) : [`no ${name}`];
    if (errors.length > 0) throw new Error(`examples.mjs: ${name}: ${errors.join('; ')}`);
  }
  return bodies;
}

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

function bodiesOf({ organisation, registration, ...community }, person) {
  const { signatories, station, project, activity } = community;
  const { divisionCode } = organisation;
  const day = '2026-03-02';
  return {
    SetUpDto: { token: 'token of the printed link', ...LOG_IN },
    SessionDto: LOG_IN,
    OpenAccountDto: {
      loginName: 'manager',
      password: 'another good password',
      grants: [{ role: 'station-manager', scope: `station:${ID}` }],
    },
    RegisterOrganisationDto: organisation,
    NameSignatoriesDto: signatories,
    OpenStationDto: { ...station, organisationId: ID, divisionCode },
    RegisterVolunteerDto: {
      ...person,
      ...registration,
      divisionCode,
    },
    ApproveProjectDto: { ...project, organisationId: ID, from: day, to: '2026-04-01' },
    ScheduleActivityDto: {
      ...activity,
      projectId: ID,
      divisionCode,
      shifts: [
        { startsAt: `${day}T14:00:00+08:00`, endsAt: `${day}T17:30:00+08:00`, capacity: 20 },
      ],
    },
    EnrolDto: { volunteerId: ID },
    ScanDto: { activityId: ID, code: 'what stands behind i= or o=' },
    ReviewDto: { decision: 'approve' },
    HoldCreditDto: { volunteerId: ID, centiHours: 150, purpose: '陪同就医' },
    SettleHoldDto: { centiHours: 150 },
    RequestCertificateDto: { volunteerId: ID, organisationId: ID, from: day, to: '2026-03-31' },
  };
}
