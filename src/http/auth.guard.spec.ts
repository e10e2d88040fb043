import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Reflector } from '@nestjs/core';
import {
  type AuthenticatedRequest,
  AuthGuard,
  Authenticator,
  Permit,
  Public,
} from './auth.guard.js';
import { Principal } from './principal.js';

class Endpoints {
  @Permit('records.review')
  review(): void {}

  @Public()
  verify(): void {}

  forgotten(): void {}
}

class Known extends Authenticator {
  constructor(private readonly who: Principal | undefined) {
    super();
  }

  authenticate(): Promise<Principal | undefined> {
    return Promise.resolve(this.who);
  }
}

const manager = new Principal('m', [{ role: 'station-manager', scope: 'station:s' }]);
const administrator = new Principal('a', [{ role: 'administrator', scope: '*' }]);
const volunteer = new Principal('v', [], 'volunteer-1');

async function ask(who: Principal | undefined, endpoint: keyof Endpoints) {
  const request = {} as AuthenticatedRequest;
  const handler = Endpoints.prototype[endpoint];
  const host: ExecutionContext = new ExecutionContextHost([request], Endpoints, handler);
  const outcome = await new AuthGuard(new Reflector(), new Known(who)).canActivate(host).then(
    () => 'in',
    (error: { code: string }) => error.code,
  );
  return { outcome, request };
}

describe('the guard', () => {
  it('lets in who holds the permission somewhere, and notes who and what for', async () => {
    const { outcome, request } = await ask(manager, 'review');
    expect(outcome).toBe('in');
    expect(request.principal).toBe(manager);
    expect(request.permission).toBe('records.review');
  });

  it('refuses who does not, and asks who is unknown to log in', async () => {
    expect((await ask(volunteer, 'review')).outcome).toBe('access/not-permitted');
    expect((await ask(undefined, 'review')).outcome).toBe('access/not-signed-in');
  });

  it('lets everybody into what is public, and still knows who it is', async () => {
    expect((await ask(undefined, 'verify')).outcome).toBe('in');
    expect((await ask(volunteer, 'verify')).request.principal).toBe(volunteer);
  });

  it('lets nobody, not even an administrator, into what declares nothing', async () => {
    expect((await ask(administrator, 'forgotten')).outcome).toBe('access/not-permitted');
    expect((await ask(undefined, 'forgotten')).outcome).toBe('access/not-permitted');
  });
});
