import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExcludedRecords } from '../../src/contexts/service-records/excluded-records.handlers.js';
import { RecordDesk } from '../../src/contexts/service-records/records.handlers.js';
import { ServiceRecordsQueries } from '../../src/contexts/service-records/service-records.queries.js';
import { SteppableClock } from '../../src/platform/clock.js';
import { systemMeta } from '../../src/platform/ids.js';
import { bootApp, type BootedApp, START } from '../support/boot-app.js';
import { Community, ok } from '../support/community.js';

/** A finding voids the records of an activity, however often the service dies in between. */
describe('a service that dies between a finding and the voids that follow from it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shizhang-excluded-'));
  const clock = new SteppableClock(() => START);
  let booted: BootedApp;

  afterAll(async () => {
    await booted.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finishes them at its next start, each once', async () => {
    booted = await bootApp({ dataDir: folder, clock });
    const community = new Community(booted);
    const issuer = await community.issuer();
    const volunteerId = await community.volunteer();
    for (const hour of [0, 2, 4]) await community.record(volunteerId, issuer, hour);
    await community.letTakeEffect();
    const screening = `/api/v1/activities/${issuer.activityId}/screening`;
    ok(await community.admin.put(screening, { findings: ['EXCL-2'] }), 200);
    await booted.settle();
    // One void is written under the id that the sweep would give it; then the service is gone.
    const ref = booted.app.get(ServiceRecordsQueries, { strict: false }).excluded(1)[0]!;
    const meta = systemMeta(clock.now(), 'excluded', ref.recordId, ref.version);
    await booted.app.get(RecordDesk, { strict: false }).strike(ref, meta);
    await booted.close();

    booted = await bootApp({ dataDir: folder, clock });
    const restarted = new Community(booted);
    await booted.settle();
    await booted.app.get(ExcludedRecords, { strict: false }).sweepNow();
    await booted.settle();
    const voids = (await restarted.events()).filter(
      ({ type }) => type === 'service-records.RecordVoided',
    );
    expect(voids).toHaveLength(3);
    const path = `/api/v1/volunteers/${volunteerId}/hours`;
    expect(ok<object>(await booted.admin.get(path), 200)).toMatchObject({ centiHours: 0 });
    expect(await restarted.audit()).toMatchObject({ clean: true, findings: [] });
  });
});
