import { Rejection } from '../../../kernel/rejection.js';
import { PasswordHasher } from './password-hasher.js';

describe('password hasher', () => {
  it('hashes with argon2id and the OWASP parameters, with a salt of its own each time', async () => {
    const hasher = new PasswordHasher();
    const [one, two] = await Promise.all([hasher.hash('secret'), hasher.hash('secret')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify(one, 'secret')).toBe(true);
    expect(await hasher.verify(one, 'Secret')).toBe(false);
  });

  it('takes a bounded crowd and tells the rest to come back, then goes on', async () => {
    const hasher = new PasswordHasher();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () => hasher.hash('secret')),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(18);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: 'request/busy' });
    expect((refused[0] as PromiseRejectedResult).reason).toBeInstanceOf(Rejection);
    await expect(hasher.hash('secret')).resolves.toMatch(/^\$argon2id/);
  });
});
