import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProcessRunner } from '../projections/process-runner.js';
import { Projector } from '../projections/projector.js';
import { Public } from './auth.guard.js';
import { type HealthSign, HealthSigns } from './health-signs.js';

export interface Health {
  readonly status: 'ok' | 'failing';
  /** Events no read model or process could handle: they wait for a person. */
  readonly parked: number;
  readonly loops: 'running' | 'stopped';
  /** What other parts of the service say about themselves, by name. */
  readonly parts: Readonly<Record<string, HealthSign>>;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly projector: Projector,
    private readonly processes: ProcessRunner,
    private readonly signs: HealthSigns,
  ) {}

  @Get('live')
  @Public()
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 when a loop has stopped, something is parked, or a part says that it fails. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const parked = this.projector.parked().length + this.processes.parked().length;
    const isStopped = this.projector.failure !== undefined || this.processes.failure !== undefined;
    const parts = await this.signs.all();
    const isFailing = isStopped || parked > 0 || Object.values(parts).some((s) => s.failing);
    void reply.status(isFailing ? 503 : 200);
    return {
      status: isFailing ? 'failing' : 'ok',
      parked,
      loops: isStopped ? 'stopped' : 'running',
      parts,
    };
  }
}
