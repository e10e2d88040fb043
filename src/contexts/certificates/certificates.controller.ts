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
import { Permit, Who } from '../../http/auth.guard.js';
import { type Page, pageOf } from '../../http/page.js';
import type { Principal } from '../../http/principal.js';
import { Meta } from '../../http/request-meta.js';
import { Written } from '../../http/written.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { CertificateDesk, type Decided, type Officer } from './certificate-desk.handlers.js';
import {
  PrintingDto,
  RefuseCertificateDto,
  RequestCertificateDto,
  RevokeCertificateDto,
  WaitingDto,
} from './certificates.dto.js';
import { CertificatesQueries, type CertificateView } from './certificates.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import {
  RefuseCertificate,
  ReprintCertificate,
  RevokeCertificate,
} from './domain/certificate.commands.js';
import type { CertificateReprinted } from './domain/certificate.events.js';
import { PdfMaker } from './pdf-maker.handlers.js';

@ApiTags('certificates')
@Controller('api/v1')
export class CertificatesController {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queries: CertificatesQueries,
    private readonly builder: ContentBuilder,
    private readonly desk: CertificateDesk,
    private readonly pdfs: PdfMaker,
  ) {}

  @Post('certificates')
  @Permit('certificates.request')
  async request(
    @Body() body: RequestCertificateDto,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ certificateId: string }>> {
    const { volunteerId, organisationId, from, to } = body;
    who.requireOrSelf('certificates.request', this.#place(organisationId), volunteerId);
    const isSelf = who.isSelf('certificates.request', volunteerId);
    const { certificateId, receipt } = await this.desk.request(
      {
        ...{ volunteerId, organisationId, from, to },
        askedBy: isSelf ? 'holder' : (body.askedBy ?? 'issuer'),
        choices: {
          idNumber: body.idNumber ?? 'masked',
          publicity: body.publicity ?? false,
          language: body.language ?? 'zh',
        },
      },
      meta,
      body.mongolianName === undefined ? {} : { paper: { mongolianName: body.mongolianName } },
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
  ): Promise<Written<Issued | Waiting>> {
    this.#required(certificateId, who, 'certificates.issue');
    return this.#issued(await this.desk.accept(certificateId, officerOf(who), meta));
  }

  /** The second person's approval, where the issuer wants two; then it is issued. */
  @Put('certificates/:certificateId/approval')
  @Permit('certificates.issue')
  async approve(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<Issued | Waiting>> {
    this.#required(certificateId, who, 'certificates.issue');
    return this.#issued(await this.desk.approve(certificateId, officerOf(who), meta));
  }

  /** For a certificate whose records changed: its successor, accepted and issued at once. */
  @Put('certificates/:certificateId/replacement')
  @Permit('certificates.issue')
  async replace(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<Issued | Waiting>> {
    this.#required(certificateId, who, 'certificates.issue');
    return this.#issued(await this.desk.replace(certificateId, officerOf(who), meta));
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

  /** Prints again under the same number; the paper then says which printing it is. */
  @Post('certificates/:certificateId/reprints')
  @Permit('certificates.read')
  async reprint(
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Who() who: Principal,
    @Meta() meta: CommandMeta,
  ): Promise<Written<{ certificateId: string; printing: number }>> {
    this.#required(certificateId, who, 'certificates.read');
    const data = { certificateId, on: localDateOf(meta.at) };
    const receipt = await this.dispatcher.dispatch(new ReprintCertificate(data, meta));
    const { printing } = (receipt.events[0] as CertificateReprinted).data;
    return new Written(receipt, { certificateId, printing }, true);
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
    @Query() { printing = 1 }: PrintingDto,
    @Who() who: Principal,
  ): Promise<StreamableFile> {
    const view = this.#required(certificateId, who, 'certificates.read');
    const pdf = await this.pdfs.pdfOf(view, { accountId: who.accountId, printing });
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

  /** What waits for this officer: requests, or what became stale and is to be replaced. */
  @Get('certificates')
  @Permit('certificates.issue')
  waiting(
    @Query() { status = 'requested', after }: WaitingDto,
    @Who() who: Principal,
  ): Page<CertificateView> {
    const rows = this.queries.withStatus(status, after);
    const mayIssue = ({ organisationId }: CertificateView): boolean =>
      who.may('certificates.issue', this.#place(organisationId));
    return pageOf(rows, (row) => row.certificateId, mayIssue);
  }

  #issued({ certificateId, receipt, awaitsApproval }: Decided): Written<Issued | Waiting> {
    if (awaitsApproval) return new Written(receipt, { certificateId, awaitsApproval });
    const { code, checkCode } = this.builder.codes(certificateId);
    return new Written(receipt, {
      certificateId,
      verifyUrl: this.builder.verifyUrl(code),
      checkCode,
    });
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

/** Accepted by the first of two persons. */
interface Waiting {
  readonly certificateId: string;
  readonly awaitsApproval: true;
}

function officerOf({ accountId, volunteerId }: Principal): Officer {
  return { accountId, volunteerId: volunteerId ?? null };
}
