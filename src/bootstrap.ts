import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule, type AppOptions } from './app.module.js';
import { serveApiDocs } from './http/api-docs.js';
import { BODY_BYTES_MAX, ProblemDetailsFilter } from './http/problem-details.filter.js';
import { provideClock, provideInputKey } from './http/request-clock.js';
import { safeHeaders } from './http/safe-headers.js';
import type { Config } from './platform/config.js';
import { requireWellFormedBody } from './http/well-formed-body.js';
import { NestLogger } from './platform/logger.js';
import { MasterKey } from './platform/master-key.js';
import { ProcessRunner } from './projections/process-runner.js';
import { Projector } from './projections/projector.js';

export interface CreateOptions extends AppOptions {
  /** Serve `/api/docs`: for people, so not in tests and commands. */
  readonly apiDocs?: boolean;
  /** When all is made and nothing has begun yet: tests let the sweepers rest. */
  readonly beforeStart?: (app: NestFastifyApplication) => void;
}

/**
 * The whole service, initialised and ready to listen: `main.ts`, the CLI, the demo and every journey
 * start here. The loops over the store start last: a process that reacted before Nest has registered
 * the command handlers would find nobody to ask, and park the event.
 */
export async function createApp(options: CreateOptions): Promise<NestFastifyApplication> {
  // The adapter is made first, the filter only with the application.
  const edge: { problems?: ProblemDetailsFilter } = {};
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: trustProxyOf(options.config),
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      edge.problems?.answer(error, request, reply),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    await AppModule.create(options),
    adapter,
    { logger: new NestLogger(options.logger), abortOnError: false },
  );
  edge.problems = app.get(ProblemDetailsFilter);
  await app.register(fastifyCookie);
  provideClock(app.getHttpAdapter().getInstance(), options.clock);
  provideInputKey(app.getHttpAdapter().getInstance(), app.get(MasterKey).for('input-hash'));
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', async (request: FastifyRequest) => {
      requireWellFormedBody(request);
    })
    .addHook('onSend', safeHeaders(options.config.publicUrl.startsWith('https:')));
  if (options.apiDocs) serveApiDocs(app);
  app.enableShutdownHooks();
  options.beforeStart?.(app);
  await app.init();
  app.get(Projector).start();
  app.get(ProcessRunner).start();
  return app;
}

/** Nest's types know no number of hops; Fastify's function is the same thing. */
function trustProxyOf({
  trustProxy,
}: Config): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof trustProxy === 'number') return (_, hop) => hop < trustProxy;
  return trustProxy ?? false;
}
