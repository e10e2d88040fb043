import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Public, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { instantOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { CertificatesQueries } from './certificates.queries.js';
import { RevokeKey } from './domain/certificate.commands.js';
import { KeyParams, RevokeKeyDto, RotateKeysDto } from './issuers.dto.js';
import { KeyStore } from './key-store.handlers.js';
import type { PublishedKey } from './signing/published-key.js';

@ApiTags('certificates')
@Controller('api/v1')
export class KeysController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: CertificatesQueries,
    private readonly keys: KeyStore,
  ) {}

  /** Every key that has ever signed, for offline verifiers. */
  @Get('keys')
  @Public()
  published(): readonly PublishedKey[] {
    return this.queries.keys();
  }

  /**
   * A new pair signs from now on; it is published before it signs anything. With `also=SM2` the
   * content of certificates is signed with SM2 as well, from now on and after every rotation.
   */
  @Post('organisations/:organisationId/signing-keys')
  @Permit('certificates.keys')
  async rotate(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Query() { also }: RotateKeysDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<{ tokenKeyId: string; documentKeyId: string; sm2KeyId: string | null }> {
    const issuer = this.queries.issuer(organisationId);
    who.require('certificates.keys', { organisationId, divisionCode: issuer.divisionCode });
    const wish = { commandId: meta.commandId, withSm2: also === 'SM2' };
    const { token, document, sm2 } = await this.keys.rotate(issuer, wish);
    return {
      tokenKeyId: token.keyId,
      documentKeyId: document.signer.keyId,
      sm2KeyId: sm2?.keyId ?? null,
    };
  }

  /** From when on the key must not be trusted; what was issued before stands, with a warning. */
  @Put('organisations/:organisationId/signing-keys/:keyId/revocation')
  @Permit('certificates.keys')
  async revoke(
    @Param() { organisationId, keyId }: KeyParams,
    @Body() { reason, invalidFrom }: RevokeKeyDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ keyId: string }>> {
    const { divisionCode } = this.queries.issuer(organisationId);
    who.require('certificates.keys', { organisationId, divisionCode });
    const from = invalidFrom === undefined ? meta.at : instantOf(Date.parse(invalidFrom));
    const data = { organisationId, keyId, reason, invalidFrom: from, now: meta.at };
    const receipt = await this.dispatcher.dispatch(new RevokeKey(data, meta));
    return new Written(receipt, { keyId });
  }
}
