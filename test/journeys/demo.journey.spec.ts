import { fsckApp } from '../../src/cli/open-app.js';
import { demonstration } from '../support/demonstration.js';

describe('the demonstration', () => {
  it('comes to its certificate also where a long holiday puts publicity off', async () => {
    // Reviewed on Saturday 14 February, a working day; Spring Festival 2026 is 15 to 23 February.
    const { app, clock, close } = await demonstration('2026-02-12');
    expect(clock.now()).toBe('2026-02-27T01:00:00.000Z');
    expect((await fsckApp(app)).clean).toBe(true);
    await close();
  });
});
