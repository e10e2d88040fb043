import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { CertificateDesk } from './certificate-desk.handlers.js';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesQueries } from './certificates.queries.js';
import { ContentBuilder } from './content-builder.handlers.js';
import {
  AcceptCertificate,
  AssignNumber,
  CreateKeys,
  IssueCertificate,
  MarkStale,
  RefuseCertificate,
  ReprintCertificate,
  RequestCertificate,
  RevokeCertificate,
  SupersedeCertificate,
} from './domain/certificate.commands.js';
import { certificate } from './domain/certificate.decider.js';
import { organisationKeys } from './domain/organisation-keys.decider.js';
import { register } from './domain/register.decider.js';
import { Issuing } from './issuing.handlers.js';
import { CredentialStore } from './credential-store.handlers.js';
import { KeyStore } from './key-store.handlers.js';
import { KeysController } from './keys.controller.js';
import { PdfMaker } from './pdf-maker.handlers.js';
import { StalenessCheck } from './staleness.handlers.js';
import { UnfinishedIssues } from './unfinished-issues.handlers.js';
import { VerificationPages } from './verification.controller.js';

@Module({
  controllers: [CertificatesController, KeysController, VerificationPages],
  providers: [
    CertificatesQueries,
    ContentBuilder,
    KeyStore,
    CredentialStore,
    PdfMaker,
    Issuing,
    UnfinishedIssues,
    CertificateDesk,
    StalenessCheck,
    ...commandHandlers(certificate, [
      RequestCertificate,
      AcceptCertificate,
      RefuseCertificate,
      IssueCertificate,
      MarkStale,
      SupersedeCertificate,
      ReprintCertificate,
      RevokeCertificate,
    ]),
    ...commandHandlers(register, [AssignNumber]),
    ...commandHandlers(organisationKeys, [CreateKeys]),
  ],
})
export class CertificatesModule {}
