import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { CoreModule, type CoreOptions } from '../../src/core.module.js';
import { AuthGuard, Authenticator } from '../../src/http/auth.guard.js';
import { Principal } from '../../src/http/principal.js';
import { PageInterceptor } from '../../src/http/page-answer.js';
import { ProblemDetailsFilter, REFUSALS } from '../../src/http/problem-details.filter.js';
import { RefusalPages } from '../../src/http/refusal-pages.js';
import { provideClock } from '../../src/http/request-clock.js';
import { requestRejections } from '../../src/http/request.rejections.js';
import { validationPipe } from '../../src/http/validation.pipe.js';
import { READ_YOUR_WRITES, WrittenInterceptor } from '../../src/http/written.js';
import type { RefusalCatalogue } from '../../src/kernel/rejection.js';
import { type Clock, SteppableClock } from '../../src/platform/clock.js';
import { createLogger } from '../../src/platform/logger.js';
import { ProcessRunner } from '../../src/projections/process-runner.js';
import { Projector } from '../../src/projections/projector.js';
import { restSweepers } from './rest-sweepers.js';

export interface BootOptions extends Partial<Pick<CoreOptions, 'projections' | 'processes'>> {
  readonly modules: readonly (Type | DynamicModule)[];
  readonly refusals?: RefusalCatalogue;
  /** Null, the default, keeps everything in memory. */
  readonly dataDir?: string | null;
  readonly clock?: Clock;
  /** 32 bytes, base64; random when nothing says otherwise and there is no folder. */
  readonly masterKey?: string;
}

export interface Booted {
  readonly app: NestFastifyApplication;
  readonly clock: Clock;
  /** Where it listens; `light-my-request` cannot run in jest's ESM mode. */
  readonly url: string;
  /** Who asks from now on; null for nobody. */
  signIn(principal: Principal | null): void;
}

class NamedAuthenticator extends Authenticator {
  principal: Principal | undefined = new Principal('tester', [
    { role: 'administrator', scope: '*' },
  ]);

  override authenticate(): Promise<Principal | undefined> {
    return Promise.resolve(this.principal);
  }
}

/** Some contexts on the real core, with HTTP in front: the edge is the product's, access is not. */
export async function bootModule(options: BootOptions): Promise<Booted> {
  const clock = options.clock ?? new SteppableClock(() => Date.parse('2026-11-21T02:00:00.000Z'));
  const authenticator = new NamedAuthenticator();
  const module = await Test.createTestingModule({
    imports: [await core(options, clock), edge(options, authenticator), ...options.modules],
    providers: [
      { provide: APP_FILTER, useClass: ProblemDetailsFilter },
      { provide: APP_GUARD, useClass: AuthGuard },
      // However slow the machine is, a write is answered with 201 and not with 202.
      { provide: READ_YOUR_WRITES, useValue: 60_000 },
      { provide: APP_INTERCEPTOR, useClass: WrittenInterceptor },
      { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
      { provide: APP_PIPE, useFactory: validationPipe },
    ],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  provideClock(app.getHttpAdapter().getInstance(), clock);
  app.get(Projector).start();
  app.get(ProcessRunner).start();
  restSweepers(app);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    clock,
    url: await app.getUrl(),
    signIn: (principal) => {
      authenticator.principal = principal ?? undefined;
    },
  };
}

@Module({})
class EdgeModule {}

function edge(options: BootOptions, authenticator: Authenticator): DynamicModule {
  return {
    module: EdgeModule,
    global: true,
    providers: [
      { provide: REFUSALS, useValue: { ...requestRejections, ...options.refusals } },
      RefusalPages,
      { provide: Authenticator, useValue: authenticator },
    ],
    exports: [REFUSALS, RefusalPages, Authenticator],
  };
}

function core(options: BootOptions, clock: Clock): Promise<DynamicModule> {
  return CoreModule.create({
    config: {
      ...{ dataDir: options.dataDir ?? null, host: '127.0.0.1', port: 0 },
      ...{ publicUrl: 'http://localhost', eventStore: 'sqlite', eventStoreUrl: undefined },
      ...{ masterKey: options.masterKey, logLevel: 'silent' },
    },
    clock,
    logger: createLogger('silent'),
    projections: options.projections ?? [],
    processes: options.processes ?? [],
  });
}
