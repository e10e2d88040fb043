import { tellStory } from '../../src/cli/demo/story.js';
import { settleApp } from '../../src/cli/open-app.js';
import { SetupLink } from '../../src/contexts/access/security/setup-link.js';
import { EffectDeadlines } from '../../src/contexts/service-records/effect-deadlines.handlers.js';
import { SteppableClock } from '../../src/platform/clock.js';
import { bootApp, type BootedApp } from './boot-app.js';

/** The story of `shizhang demo` from this day on, told to a fresh service. */
export async function demonstration(firstDay: string): Promise<BootedApp> {
  const clock = new SteppableClock(() => Date.parse(`${firstDay}T00:00:00.000Z`));
  const booted = await bootApp({ clock, setUp: false });
  const { app, baseUrl } = booted;
  const link = app.get(SetupLink, { strict: false }).current() ?? '';
  await tellStory({
    ...{ baseUrl, firstDay },
    setupToken: new URL(link).searchParams.get('token') ?? '',
    setClock: (instant) => clock.set(instant),
    passDeadlines: async () => {
      await settleApp(app);
      const effective = await app.get(EffectDeadlines, { strict: false }).sweepNow();
      await settleApp(app);
      return effective;
    },
    say: () => undefined,
  });
  return booted;
}
