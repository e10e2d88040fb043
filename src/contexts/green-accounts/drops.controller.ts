import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Receipt } from '../../cqrs/decider-executor.js';
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import type { CommandMeta } from '../../kernel/message.js';
import { reject } from './domain/green-accounts.rejections.js';
import { requireHousehold } from './green-accounts.controller.js';
import { AnnulDropDto, DropResultDto, InspectDropDto } from './green-accounts.dto.js';
import { type DropResult, GreenAccountsDesk } from './green-accounts.handlers.js';
import { type DropView, GreenAccountsQueries } from './green-accounts.queries.js';

interface OfDrop {
  readonly dropId: string;
  readonly points: number;
}

/** Drops at the bins: inspected by somebody of another household, corrected by a third. */
@ApiTags('green accounts')
@Controller('api/v1/green-accounts')
export class DropsController {
  constructor(
    private readonly desk: GreenAccountsDesk,
    private readonly queries: GreenAccountsQueries,
  ) {}

  @Post('households/:householdId/drops')
  @Permit('green-accounts.inspect')
  async inspect(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Body() body: InspectDropDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfDrop>> {
    who.require('green-accounts.inspect', this.queries.household(householdId));
    const drop = { householdId, kind: body.kind, inspectorId: personOf(who), ...resultOf(body) };
    const receipt = await this.desk.inspect(drop, meta);
    return new Written(receipt, { dropId: receipt.dropId, points: pointsOf(receipt) }, true);
  }

  @Put('drops/:dropId/correction')
  @Permit('green-accounts.correct')
  async correct(
    @Param('dropId', ParseUUIDPipe) dropId: string,
    @Body() body: DropResultDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<OfDrop>> {
    this.#requireCorrector(who, dropId);
    const result = { dropId, correctorId: personOf(who), ...resultOf(body) };
    const receipt = await this.desk.correct(result, meta);
    return new Written(receipt, { dropId, points: pointsOf(receipt) });
  }

  /** It was fraud, or never was: its points go back, or become a visible debt. */
  @Put('drops/:dropId/annulment')
  @Permit('green-accounts.correct')
  async annul(
    @Param('dropId', ParseUUIDPipe) dropId: string,
    @Body() { reason }: AnnulDropDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ dropId: string }>> {
    this.#requireCorrector(who, dropId);
    const receipt = await this.desk.annul({ dropId, reason, annullerId: personOf(who) }, meta);
    return new Written(receipt, { dropId });
  }

  /** Newest first. */
  @Get('households/:householdId/drops')
  @Permit('green-accounts.read')
  drops(
    @Param('householdId', ParseUUIDPipe) householdId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<DropView> {
    requireHousehold(who, 'green-accounts.read', this.queries.household(householdId));
    const rows = this.queries.drops(householdId, after);
    return pageOf(rows, ({ at, dropId }) => `${at}/${dropId}`);
  }

  #requireCorrector(who: Principal, dropId: string): void {
    const { householdId } = this.queries.drop(dropId);
    who.require('green-accounts.correct', this.queries.household(householdId));
  }
}

/** Nobody inspects without a name: own household and own inspection are told by it. */
function personOf({ volunteerId }: Principal): string {
  return volunteerId ?? reject('green-accounts/inspector-unknown');
}

function resultOf({ grams, pieces, passed }: DropResultDto): DropResult {
  return { grams: grams ?? null, pieces: pieces ?? null, passed };
}

function pointsOf({ events: [event] }: Receipt): number {
  return (event?.data as { points?: number } | undefined)?.points ?? 0;
}
