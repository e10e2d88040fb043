import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import { Lang, type Language } from '../../http/language.js';
import { REFUSALS, textOf } from '../../http/problem-details.filter.js';
import type { RefusalCatalogue } from '../../kernel/rejection.js';
import { ScanBatchDto } from './devices.dto.js';
import { type ScanAnswer, ScanDesk } from './scans.handlers.js';

export interface ScanAnswerView extends Omit<ScanAnswer, 'refusal'> {
  readonly code: string | null;
  /** What the device may show: the refusal in the reader's language. */
  readonly title: string | null;
}

@ApiTags('devices')
@Controller('api/v1')
export class DeviceScansController {
  constructor(
    private readonly desk: ScanDesk,
    @Inject(REFUSALS) private readonly refusals: RefusalCatalogue,
  ) {}

  /**
   * Scans of one device, with one answer each, in the order of their numbers. Nobody is logged in:
   * the signatures say who speaks. No `Idempotency-Key`: each scan has a number of its own, and
   * sending it again gives the same answer.
   */
  @Post('device-scans')
  @HttpCode(200)
  @Public()
  async take(
    @Body() batch: ScanBatchDto,
    @Lang() lang: Language,
  ): Promise<{ readonly answers: readonly ScanAnswerView[] }> {
    const answers = await this.desk.take(batch);
    return {
      answers: answers.map(({ refusal, ...answer }) => ({
        ...answer,
        code: refusal?.code ?? null,
        title: refusal === null ? null : textOf(this.refusals, refusal, lang).text,
      })),
    };
  }
}
