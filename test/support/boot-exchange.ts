import { accessRejections } from '../../src/contexts/access/index.js';
import { ActivitiesModule } from '../../src/contexts/activities/activities.module.js';
import { ExchangeModule } from '../../src/contexts/exchange/exchange.module.js';
import { exchangeProjection, exchangeRejections } from '../../src/contexts/exchange/index.js';
import { serviceRecordsRejections } from '../../src/contexts/service-records/index.js';
import { ServiceRecordsModule } from '../../src/contexts/service-records/service-records.module.js';
import { volunteersProjection, volunteersRejections } from '../../src/contexts/volunteers/index.js';
import { VolunteersModule } from '../../src/contexts/volunteers/volunteers.module.js';
import { EventStore } from '../../src/event-store/event-store.js';
import type { Recorded } from '../../src/kernel/message.js';
import { whenIdentityClaimedRegisterVolunteer } from '../../src/processes/when-identity-claimed-register-volunteer.process.js';
import { bootModule, type Booted, type BootOptions } from './boot-module.js';

/** The exchange with the contexts whose books it fills. */
export function bootExchange(options: Partial<BootOptions> = {}): Promise<Booted> {
  return bootModule({
    modules: [VolunteersModule, ActivitiesModule, ServiceRecordsModule, ExchangeModule],
    projections: [volunteersProjection, exchangeProjection],
    processes: [whenIdentityClaimedRegisterVolunteer],
    refusals: {
      ...accessRejections,
      ...volunteersRejections,
      ...serviceRecordsRejections,
      ...exchangeRejections,
    },
    ...options,
  });
}

export async function allEvents({ app }: Booted): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  const stop = new AbortController();
  for await (const page of app.get(EventStore).subscribe({ after: null, signal: stop.signal })) {
    all.push(...page.events);
    if (page.caughtUp) break;
  }
  stop.abort();
  return all;
}

export async function countEvents(booted: Booted): Promise<number> {
  return (await allEvents(booted)).length;
}
