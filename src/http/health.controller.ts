import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProcessRunner } from '../projections/process-runner.js';
import { Projector } from '../projections/projector.js';
import { Public } from './auth.guard.js';

export interface Health {
  readonly status: 'ok' | 'failing';
  /** Events no read model or process could handle: they wait for a person. */
  readonly parked: number;
  readonly loops: 'running' | 'stopped';
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly projector: Projector,
    private readonly processes: ProcessRunner,
  ) {}

  @Get('live')
  @Public()
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 when a loop has stopped or something is parked. */
  @Get('ready')
  @Public()
  ready(@Res({ passthrough: true }) reply: FastifyReply): Health {
    const parked = this.projector.parked().length + this.processes.parked().length;
    const isStopped = this.projector.failure !== undefined || this.processes.failure !== undefined;
    const isFailing = isStopped || parked > 0;
    void reply.status(isFailing ? 503 : 200);
    return {
      status: isFailing ? 'failing' : 'ok',
      parked,
      loops: isStopped ? 'stopped' : 'running',
    };
  }
}
