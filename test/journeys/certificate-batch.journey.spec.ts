import { BatchRunner } from '../../src/contexts/certificates/batches.handlers.js';
import { PdfMaker } from '../../src/contexts/certificates/pdf-maker.handlers.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { bootApp, type BootedApp } from '../support/boot-app.js';
import { Community, type Issuer, ok, refusal } from '../support/community.js';

interface Progress {
  readonly status: string;
  readonly total: number;
  readonly issued: number;
  readonly refused: number;
  readonly refusedItems: readonly { readonly volunteerId: string; readonly code: string }[];
}

const SERVED = 12;
const KEPT_BACK = '乌兰';
const period = { from: '2026-01-01', to: '2026-12-31' };

/** A year's certificates for a whole community: stopped, taken up again, everybody once. */
describe('a batch of certificates', () => {
  let booted: BootedApp;
  let community: Community;
  let issuer: Issuer;
  let batchId: string;
  const served: string[] = [];
  let idle: string;
  let mendRenderer: () => void;

  beforeAll(async () => {
    booted = await bootApp();
    community = new Community(booted);
    issuer = await community.issuer();
    served.push(await community.volunteer({ name: KEPT_BACK }));
    while (served.length < SERVED) served.push(await community.volunteer());
    idle = await community.volunteer();
    for (const volunteerId of served) await community.record(volunteerId, issuer);
    await community.letTakeEffect();
    mendRenderer = breakRenderer(booted.app.get(PdfMaker, { strict: false }));
  }, 120_000);
  afterAll(() => booted.close());

  const path = (): string => `/api/v1/certificate-batches/${batchId}`;
  const progress = async (): Promise<Progress> =>
    ok<Progress>(await community.admin.get(path()), 200);
  const worked = async (): Promise<Progress> => {
    await booted.app.get(BatchRunner, { strict: false }).sweepNow();
    await booted.settle();
    return progress();
  };

  it('is begun by an officer of the issuer, for somebody', async () => {
    const of = `/api/v1/organisations/${issuer.organisationId}/certificate-batches`;
    const none = await community.admin.post(of, { ...period, volunteerIds: [] });
    expect(refusal(none)).toEqual([422, 'certificates/batch-empty']);
    const stranger = await community.logIn({ volunteerId: served[0] ?? '' });
    const wanted = { ...period, volunteerIds: [...served, idle] };
    expect((await stranger.post(of, wanted)).status).toBe(403);
    ({ batchId } = ok<{ batchId: string }>(await community.admin.post(of, wanted)));
    expect(await progress()).toMatchObject({ total: SERVED + 1 });
  });

  it('stops when it is told to, and nobody more is begun', async () => {
    ok(await community.admin.put(`${path()}/stop`), 200);
    const stopped = await worked();
    expect(stopped.status).toBe('stopped');
    expect(stopped.issued).toBeLessThan(SERVED);
    expect(refusal(await community.admin.put(`${path()}/stop`))).toEqual([
      ...[409, 'certificates/batch-not-running'],
    ]);
  });

  it('goes on behind a certificate that kills its renderer, and tries that one again', async () => {
    ok(await community.admin.put(`${path()}/resumption`), 200);
    const rest = { issued: SERVED - 1, refused: 1 };
    expect(await worked()).toMatchObject({ status: 'running', ...rest });
    mendRenderer();
    expect(await worked()).toMatchObject({ status: 'completed', issued: SERVED, refused: 1 });
  });

  it('says for whom there was nothing to certify', async () => {
    const { refusedItems } = await progress();
    expect(refusedItems).toEqual([{ volunteerId: idle, code: 'certificates/nothing-to-certify' }]);
  });

  it('gives everybody one certificate and one number, without a gap', async () => {
    await worked();
    const register = `/api/v1/organisations/${issuer.organisationId}/certificate-register`;
    const { items } = ok<{ items: { number: string; volunteerId: string }[] }>(
      await community.admin.get(register),
      200,
    );
    expect(items.map(({ volunteerId }) => volunteerId).sort()).toEqual([...served].sort());
    const serials = items.map(({ number }) => Number(number.split('-')[2]));
    expect(serials).toEqual(serials.map((_, index) => index + 1));
  });

  it('and the audit agrees', async () => {
    expect(await community.audit()).toMatchObject({ clean: true, findings: [] });
  });
});

/** The certificate of one holder kills its renderer. @returns ends that */
function breakRenderer(pdfs: PdfMaker): () => void {
  const printable = pdfs.requirePrintable.bind(pdfs);
  pdfs.requirePrintable = async (draft) => {
    if (draft.holder.name !== KEPT_BACK) return printable(draft);
    throw new Rejection('certificates/renderer-failed', { reason: 'worker-died' });
  };
  return () => {
    pdfs.requirePrintable = printable;
  };
}
