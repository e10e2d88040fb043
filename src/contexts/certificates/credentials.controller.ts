import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Permit, Public, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { CertificatesQueries } from './certificates.queries.js';
import { CredentialMaker } from './credentials.handlers.js';
import { OpenBadgeDto, StatusListParams } from './credentials.dto.js';
import {
  type IssuerDocument,
  issuerDocument,
  jwkOf,
  type PublicJwk,
} from './credentials/issuer-document.js';
import { reject } from './domain/certificates.rejections.js';

/** A copy may be used for as long as the list is signed for at most. */
const CACHE = 'public, max-age=300';

/** Verifiable credentials, and all that a stranger needs to verify one: the same for everybody. */
@ApiTags('certificates')
@Controller()
export class CredentialsController {
  constructor(
    private readonly queries: CertificatesQueries,
    private readonly credentials: CredentialMaker,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The holder's copy as an Open Badges 3.0 credential; the name in full only for the holder. */
  @Get('api/v1/certificates/:certificateId/open-badge')
  @Permit('certificates.read')
  @ApiOkResponse({ content: { 'application/vc+jwt': { schema: { type: 'string' } } } })
  async openBadge(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Query() { name = 'masked' }: OpenBadgeDto,
    @Who() who: Principal,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const view = this.queries.certificate(certificateId);
    const { divisionCode } = this.queries.issuer(view.organisationId);
    const place = { organisationId: view.organisationId, divisionCode };
    who.requireOrSelf('certificates.read', place, view.volunteerId);
    if (name === 'full' && !who.isSelf('certificates.read', view.volunteerId)) {
      reject('certificates/full-name-is-the-holders-choice');
    }
    const badge = await this.credentials.openBadge(view, { accountId: who.accountId, name });
    return reply.header('cache-control', 'no-store').type('application/vc+jwt').send(badge);
  }

  @Get('status-lists/:organisationId/:year/:purpose')
  @Public()
  @ApiOperation({ summary: 'Status list of one issuer and year (W3C Bitstring Status List)' })
  @ApiOkResponse({ content: { 'application/vc+jwt': { schema: { type: 'string' } } } })
  async statusList(
    @Param() list: StatusListParams,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const signed = await this.credentials.statusList(list);
    return open(reply).type('application/vc+jwt').send(signed);
  }

  @Get('issuers/:organisationId')
  @Public()
  @ApiOperation({ summary: 'Keys of an issuer as a W3C controlled identifier document' })
  issuer(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): IssuerDocument {
    this.queries.issuer(organisationId);
    open(reply);
    return issuerDocument(this.config.publicUrl, organisationId, this.queries.keys(organisationId));
  }

  /** Also of a key that is revoked: what it signed before still has to be judged. */
  @Get('issuers/:organisationId/keys/:keyId')
  @Public()
  @ApiOperation({ summary: 'One key of an issuer as a JWK' })
  key(
    @Param('organisationId', ParseUUIDPipe) organisationId: string,
    @Param('keyId') keyId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): PublicJwk {
    const key = this.queries.keys(organisationId).find((known) => known.keyId === keyId);
    const jwk = key && jwkOf(key);
    if (!jwk) return reject('certificates/key-unknown');
    open(reply);
    return jwk;
  }
}

function open(reply: FastifyReply): FastifyReply {
  return reply.header('access-control-allow-origin', '*').header('cache-control', CACHE);
}
