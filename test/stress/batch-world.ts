import { bootApp } from '../support/boot-app.js';
import { Community } from '../support/community.js';

export const PERIOD = { from: '2026-01-01', to: '2026-12-31' };
/** An ID number has room for fewer than 500 men of one birthday. */
const BORN_ON_ONE_DAY = 400;

/** A folder with a community in which everybody has one effective record of one issuer. */
export interface BatchWorld {
  readonly dataDir: string;
  readonly organisationId: string;
  readonly volunteerIds: readonly string[];
}

/** Made in March 2026 by the service in this process: no other clock makes records take effect. */
export async function makeBatchWorld(dataDir: string, people: number): Promise<BatchWorld> {
  const booted = await bootApp({ dataDir });
  try {
    const community = new Community(booted);
    const issuer = await community.issuer();
    const volunteerIds: string[] = [];
    for (let index = 0; index < people; index += 1) {
      const birthDate = `${1950 + Math.floor(index / BORN_ON_ONE_DAY)}-01-01`;
      volunteerIds.push(await community.volunteer({ birthDate }));
    }
    for (const volunteerId of volunteerIds) await community.record(volunteerId, issuer);
    await community.letTakeEffect();
    return { dataDir, organisationId: issuer.organisationId, volunteerIds };
  } finally {
    await booted.close();
  }
}
