import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { LogModule } from '../../log/log.module.js';
import { BatchesController } from './batches.controller.js';
import { BatchRunner } from './batches.handlers.js';
import { BatchQueries } from './batches.queries.js';
import { CertificateDesk } from './certificate-desk.handlers.js';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesQueries } from './certificates.queries.js';
import { EntitlementQueries } from './entitlement.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import {
  AcceptCertificate,
  ApproveCertificate,
  AssignNumber,
  CreateKeys,
  IssueCertificate,
  MarkStale,
  RefuseCertificate,
  ReprintCertificate,
  RequestCertificate,
  RevokeCertificate,
  RevokeKey,
  SupersedeCertificate,
} from './domain/certificate.commands.js';
import {
  CompleteBatch,
  RefuseItem,
  ResumeBatch,
  StartBatch,
  StopBatch,
} from './domain/batch.commands.js';
import { certificateBatch } from './domain/batch.decider.js';
import { certificate } from './domain/certificate.decider.js';
import {
  DelegateIssuing,
  EndDelegation,
  SetApprovals,
  SetLetterhead,
  SucceedIssuer,
} from './domain/issuer-rights.commands.js';
import { issuerRights } from './domain/issuer-rights.decider.js';
import { organisationKeys } from './domain/organisation-keys.decider.js';
import { register } from './domain/register.decider.js';
import { ExtrasBuilder } from './extras-builder.handlers.js';
import { ExtrasQueries } from './extras.queries.js';
import { Issuing } from './issuing.handlers.js';
import { CredentialsController } from './credentials.controller.js';
import { CredentialMaker } from './credentials.handlers.js';
import { CredentialStore } from './credential-store.handlers.js';
import { KeyStore } from './key-store.handlers.js';
import { KeysController } from './keys.controller.js';
import { IssuersController } from './issuers.controller.js';
import { LetterheadQueries } from './letterhead.queries.js';
import { LogProofs } from './log-proofs.handlers.js';
import { NoticePages } from './notices.controller.js';
import { PaperStyle } from './paper.handlers.js';
import { OfflineVerifier } from './offline-verifier.controller.js';
import { PdfMaker } from './pdf-maker.handlers.js';
import { PdfStamping } from './pdf-stamping.handlers.js';
import { RegisterQueries } from './register.queries.js';
import { StalenessCheck } from './staleness.handlers.js';
import { StatusListQueries } from './status-lists.queries.js';
import { UnfinishedIssues } from './unfinished-issues.handlers.js';
import { VerificationPages } from './verification.controller.js';

@Module({
  imports: [LogModule],
  controllers: [
    BatchesController,
    CertificatesController,
    CredentialsController,
    IssuersController,
    KeysController,
    NoticePages,
    OfflineVerifier,
    VerificationPages,
  ],
  providers: [
    CertificatesQueries,
    EntitlementQueries,
    RegisterQueries,
    ContentBuilder,
    ExtrasBuilder,
    ExtrasQueries,
    LetterheadQueries,
    PaperStyle,
    KeyStore,
    CredentialStore,
    CredentialMaker,
    StatusListQueries,
    LogProofs,
    PdfMaker,
    PdfStamping,
    Issuing,
    UnfinishedIssues,
    CertificateDesk,
    BatchQueries,
    BatchRunner,
    StalenessCheck,
    ...commandHandlers(certificate, [
      RequestCertificate,
      AcceptCertificate,
      ApproveCertificate,
      RefuseCertificate,
      IssueCertificate,
      MarkStale,
      SupersedeCertificate,
      ReprintCertificate,
      RevokeCertificate,
    ]),
    ...commandHandlers(register, [AssignNumber]),
    ...commandHandlers(organisationKeys, [CreateKeys, RevokeKey]),
    ...commandHandlers(certificateBatch, [
      StartBatch,
      RefuseItem,
      StopBatch,
      ResumeBatch,
      CompleteBatch,
    ]),
    ...commandHandlers(issuerRights, [
      SucceedIssuer,
      DelegateIssuing,
      EndDelegation,
      SetLetterhead,
      SetApprovals,
    ]),
  ],
})
export class CertificatesModule {}
