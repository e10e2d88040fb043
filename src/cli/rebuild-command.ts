import { EventStore } from '../event-store/event-store.js';
import { Projector } from '../projections/projector.js';
import { settleApp, withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal } from './terminal.js';

const PROGRESS_MS = 1_000;

/** `shizhang rebuild`: throws the read models away and makes them again from the events. */
export async function rebuildCommand(terminal: Terminal): Promise<ExitCode> {
  const started = performance.now();
  const head = await withApp(
    async (app) => {
      const [store, projector] = [app.get(EventStore), app.get(Projector)];
      const target = await store.head();
      const ticker = setInterval(
        () => terminal.progress(`rebuild: at ${projector.reached ?? 'start'} of ${target}`),
        PROGRESS_MS,
      );
      try {
        await settleApp(app);
      } finally {
        clearInterval(ticker);
      }
      return target;
    },
    { rebuild: true },
  );
  terminal.progressDone();
  const seconds = Math.round(performance.now() - started) / 1000;
  terminal.say(`rebuild: read models are at ${head ?? 'the start'} (${seconds} s)`);
  terminal.result({ position: head, seconds });
  return EXIT.ok;
}
