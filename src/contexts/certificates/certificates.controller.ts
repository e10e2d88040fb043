import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { Permit, Public, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { deriveId } from '../../platform/ids.js';
import {
  RefuseCertificateDto,
  RequestCertificateDto,
  RevokeCertificateDto,
} from './certificates.dto.js';
import { CertificatesQueries, type CertificateView } from './certificates.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import {
  AcceptCertificate,
  RefuseCertificate,
  RequestCertificate,
  RevokeCertificate,
} from './domain/certificate.commands.js';
import { ROWS_MAX } from './domain/certificate-content.js';
import { Issuing } from './issuing.handlers.js';
import { PdfMaker } from './pdf-maker.handlers.js';
import type { PublishedKey } from './signing/published-key.js';

@ApiTags('certificates')
@Controller('api/v1')
export class CertificatesController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: CertificatesQueries,
    private readonly builder: ContentBuilder,
    private readonly issuing: Issuing,
    private readonly pdfs: PdfMaker,
  ) {}

  @Post('certificates')
  @Permit('certificates.request')
  async request(
    @Body() body: RequestCertificateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ certificateId: string }>> {
    who.requireOrSelf('certificates.request', this.#place(body.organisationId), body.volunteerId);
    const certificateId = deriveId(meta.commandId, 'certificate');
    const receipt = await this.dispatcher.dispatch(
      new RequestCertificate({ ...body, certificateId }, meta),
    );
    return new Written(receipt, { certificateId }, true);
  }

  /** Accepts the request and issues: number, frozen content, signed token. */
  @Put('certificates/:certificateId/acceptance')
  @Permit('certificates.issue')
  async accept(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<Issued>> {
    const view = this.#required(certificateId, who, 'certificates.issue');
    const services = this.queries.effectiveRecords(view, ROWS_MAX + 1).length;
    const accepted = await this.dispatcher.dispatch(
      new AcceptCertificate(
        {
          certificateId,
          officer: who.accountId,
          officerVolunteerId: who.volunteerId ?? null,
          on: localDateOf(meta.at),
          services,
        },
        meta,
      ),
    );
    const receipt = await this.issuing.issue(certificateId);
    const { code, checkCode } = this.builder.codes(certificateId);
    const answer = { certificateId, verifyUrl: this.builder.verifyUrl(code), checkCode };
    return new Written({ ...receipt, repeated: accepted.repeated }, answer);
  }

  @Put('certificates/:certificateId/refusal')
  @Permit('certificates.issue')
  async refuse(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Body() { reason }: RefuseCertificateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ certificateId: string }>> {
    this.#required(certificateId, who, 'certificates.issue');
    const data = { certificateId, officer: who.accountId, reason };
    const receipt = await this.dispatcher.dispatch(new RefuseCertificate(data, meta));
    return new Written(receipt, { certificateId });
  }

  @Put('certificates/:certificateId/revocation')
  @Permit('certificates.revoke')
  async revoke(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Body() { reason }: RevokeCertificateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ certificateId: string }>> {
    this.#required(certificateId, who, 'certificates.revoke');
    const data = { certificateId, reason, on: localDateOf(meta.at) };
    const receipt = await this.dispatcher.dispatch(new RevokeCertificate(data, meta));
    return new Written(receipt, { certificateId });
  }

  @Get('certificates/:certificateId')
  @Permit('certificates.read')
  certificate(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
  ): CertificateView {
    return this.#required(certificateId, who, 'certificates.read');
  }

  @Get('certificates/:certificateId/pdf')
  @Permit('certificates.read')
  @Header('cache-control', 'no-store')
  async pdf(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
  ): Promise<StreamableFile> {
    const view = this.#required(certificateId, who, 'certificates.read');
    const pdf = await this.pdfs.pdfOf(view, who.accountId);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `inline; filename="${view.number}.pdf"`,
      length: pdf.length,
    });
  }

  @Get('volunteers/:volunteerId/certificates')
  @Permit('certificates.read')
  of(
    @Param('volunteerId', ParseUUIDPipe) volunteerId: string,
    @Who() who: Principal,
    @Query('after') after?: string,
  ): Page<CertificateView> {
    const isSelf = who.isSelf('certificates.read', volunteerId);
    const mayRead = ({ organisationId }: CertificateView): boolean =>
      isSelf || who.may('certificates.read', this.#place(organisationId));
    return pageOf(this.queries.of(volunteerId, after), (row) => row.certificateId, mayRead);
  }

  /** Requests that wait for this officer. */
  @Get('certificates')
  @Permit('certificates.issue')
  waiting(@Who() who: Principal, @Query('after') after?: string): Page<CertificateView> {
    const rows = this.queries.withStatus('requested', after);
    const mayIssue = ({ organisationId }: CertificateView): boolean =>
      who.may('certificates.issue', this.#place(organisationId));
    return pageOf(rows, (row) => row.certificateId, mayIssue);
  }

  /** Every key that has ever signed, for offline verifiers. */
  @Get('keys')
  @Public()
  keys(): readonly PublishedKey[] {
    return this.queries.keys();
  }

  #required(
    certificateId: string,
    who: Principal,
    permission: 'certificates.issue' | 'certificates.revoke' | 'certificates.read',
  ): CertificateView {
    const view = this.queries.certificate(certificateId);
    who.requireOrSelf(permission, this.#place(view.organisationId), view.volunteerId);
    return view;
  }

  #place(organisationId: string) {
    const { divisionCode } = this.queries.issuer(organisationId);
    return { organisationId, divisionCode };
  }
}

interface Issued {
  readonly certificateId: string;
  readonly verifyUrl: string;
  readonly checkCode: string;
}
