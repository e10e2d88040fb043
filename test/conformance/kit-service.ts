import { CertificatesModule } from '../../src/contexts/certificates/certificates.module.js';
import { certificatesProjection } from '../../src/contexts/certificates/certificates.projection.js';
import { privacyProjection } from '../../src/contexts/privacy/index.js';
import { EventStore } from '../../src/event-store/event-store.js';
import type { Json } from '../../src/kernel/message.js';
import { Projector } from '../../src/projections/projector.js';
import { bootModule } from '../support/boot-module.js';
import type { Kit } from './make-kit.js';

/** A service whose ledger is that of the kit: its pages, and its data folder for others. */
export async function servedKit({ ledger }: Kit, dataDir: string) {
  const { app, url } = await bootModule({
    ...{ modules: [CertificatesModule], dataDir },
    projections: [certificatesProjection, privacyProjection],
  });
  const store = app.get(EventStore);
  for (const { stream, revision, id, type, data, meta } of ledger.events) {
    const expected = revision === 0 ? 'none' : revision - 1;
    await store.append(stream, expected, [{ id, type, data: data as Json, meta }]);
  }
  await app.get(Projector).waitFor(await store.head(), 60_000);
  return { url, close: () => app.close() };
}
