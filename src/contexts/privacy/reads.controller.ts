import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, PAGE_SIZE, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import type { NumberedRead, ReadFilter, ReadSummary } from '../../vault/read-list.js';
import { Vault } from '../../vault/vault.js';
import { ListReadsDto } from './privacy.dto.js';

const SUMMARY_MAX = 1_000;

/**
 * After a breach: who read what of whom, when and what for (PIPL art. 57). Never a value. For the
 * data-protection officer, whose role counts everywhere.
 */
@ApiTags('personal data')
@Controller('api/v1/personal-data-reads')
export class ReadsController {
  constructor(private readonly vault: Vault) {}

  @Get()
  @Permit('personal-data.audit')
  reads(@Query() query: ListReadsDto, @Who() who: Principal): Page<NumberedRead> {
    who.require('personal-data.audit', {});
    const rows = this.vault.reads.page(filterOf(query), query.after ?? 0, PAGE_SIZE);
    return pageOf(rows, ({ line }) => String(line));
  }

  /** Of each reader and person how often, first and last; at most a thousand, the busiest first. */
  @Get('summary')
  @Permit('personal-data.audit')
  summary(
    @Query() query: ListReadsDto,
    @Who() who: Principal,
  ): { readonly items: readonly ReadSummary[] } {
    who.require('personal-data.audit', {});
    return { items: this.vault.reads.summary(filterOf(query), SUMMARY_MAX) };
  }
}

function filterOf({ from, until, reader, person }: ListReadsDto): ReadFilter {
  return { from, until, account: reader, subject: person };
}
