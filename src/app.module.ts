import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Logger } from 'pino';
import { AccessModule } from './contexts/access/access.module.js';
import { accessProjection, accessRejections } from './contexts/access/index.js';
import {
  activitiesProjection,
  activitiesRejections,
  participationProjection,
} from './contexts/activities/index.js';
import { ActivitiesModule } from './contexts/activities/activities.module.js';
import { CertificatesModule } from './contexts/certificates/certificates.module.js';
import { certificatesProjection, certificatesRejections } from './contexts/certificates/index.js';
import { DevicesModule } from './contexts/devices/devices.module.js';
import { AttendanceBook, devicesProjection, devicesRejections } from './contexts/devices/index.js';
import { ExchangeModule } from './contexts/exchange/exchange.module.js';
import {
  exchangeProjection,
  exchangeRejections,
  nationalProjection,
} from './contexts/exchange/index.js';
import {
  annualFactsProjection,
  oversightProjection,
  oversightRejections,
} from './contexts/oversight/index.js';
import { OversightModule } from './contexts/oversight/oversight.module.js';
import { FeedbackModule } from './contexts/feedback/feedback.module.js';
import { feedbackProjection, feedbackRejections } from './contexts/feedback/index.js';
import { GreenAccountsModule } from './contexts/green-accounts/green-accounts.module.js';
import {
  greenAccountsProjection,
  greenAccountsRejections,
} from './contexts/green-accounts/index.js';
import {
  pointsHoldersProjection,
  pointsProjection,
  pointsRejections,
  stockProjection,
} from './contexts/points/index.js';
import { PointsModule } from './contexts/points/points.module.js';
import {
  confirmationRejections,
  recordHistoryProjection,
  recordPeopleProjection,
  lateSignOutRejections,
  lateSignOutsProjection,
  recordLifeRejections,
  serviceRecordsProjection,
  serviceRecordsRejections,
} from './contexts/service-records/index.js';
import { DeviceAttendance } from './contexts/service-records/device-attendance.handlers.js';
import { HonoursModule } from './contexts/honours/honours.module.js';
import {
  honoursProjection,
  honoursRejections,
  honoursServicesProjection,
} from './contexts/honours/index.js';
import { PrivacyModule } from './contexts/privacy/privacy.module.js';
import {
  privacyProjection,
  privacyRejections,
  retainedProjection,
  underWayProjection,
} from './contexts/privacy/index.js';
import { ServiceRecordsModule } from './contexts/service-records/service-records.module.js';
import { stationsProjection, stationsRejections } from './contexts/stations/index.js';
import { StationsModule } from './contexts/stations/stations.module.js';
import {
  CREDIT_POLICIES,
  timeBankProjection,
  timeBankRejections,
} from './contexts/time-bank/index.js';
import { TimeBankModule } from './contexts/time-bank/time-bank.module.js';
import { trainingsProjection, trainingsRejections } from './contexts/trainings/index.js';
import { TrainingsModule } from './contexts/trainings/trainings.module.js';
import { volunteersRejections } from './contexts/volunteers/index.js';
import { VolunteersModule } from './contexts/volunteers/volunteers.module.js';
import { volunteersProjection } from './contexts/volunteers/volunteers.projection.js';
import { webhooksProjection, webhooksRejections } from './contexts/webhooks/index.js';
import { WebhooksModule } from './contexts/webhooks/webhooks.module.js';
import { CoreModule } from './core.module.js';
import { AuthGuard } from './http/auth.guard.js';
import { HealthController } from './http/health.controller.js';
import { HealthSigns } from './http/health-signs.js';
import { HomeController } from './http/home.controller.js';
import { PageInterceptor } from './http/page-answer.js';
import { ProblemDetailsFilter, REFUSALS } from './http/problem-details.filter.js';
import { RefusalPages } from './http/refusal-pages.js';
import { requestRejections } from './http/request.rejections.js';
import { validationPipe } from './http/validation.pipe.js';
import { READ_YOUR_WRITES, READ_YOUR_WRITES_MS, WrittenInterceptor } from './http/written.js';
import type { RefusalCatalogue } from './kernel/rejection.js';
import { LogModule } from './log/log.module.js';
import { logRejections } from './log/log.rejections.js';
import type { Clock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import { PolicyBook } from './platform/policy-book.js';
import type { Process } from './processes/process.js';
import { whenCreditLeavesABookLetItArrive } from './processes/when-credit-leaves-a-book-let-it-arrive.process.js';
import { whenARedemptionEndsSettlePointsAndStock } from './processes/when-a-redemption-ends-settle-points-and-stock.process.js';
import { whenEffectiveHoursChangeMoveCredit } from './processes/when-effective-hours-change-move-credit.process.js';
import { whenEffectiveHoursChangeMovePoints } from './processes/when-effective-hours-change-move-points.process.js';
import { whenGreenDropsChangeMovePoints } from './processes/when-green-drops-change-move-points.process.js';
import { whenHouseholdMembershipChangesFollowIt } from './processes/when-household-membership-changes-follow-it.process.js';
import { whenIdentityClaimedRegisterVolunteer } from './processes/when-identity-claimed-register-volunteer.process.js';
import { whenPersonalDataAreErasedReleaseWhoItWas } from './processes/when-personal-data-are-erased-release-who-it-was.process.js';
import { whenRecordsChangeCheckCertificates } from './processes/when-records-change-check-certificates.process.js';
import { whenSuccessorIssuedSupersedeCertificate } from './processes/when-successor-issued-supersede-certificate.process.js';
import type { Projection } from './projections/projection.js';
import { vaultRejections } from './vault/vault.rejections.js';

/** Every read model. Order does not matter: all follow the store from their own checkpoints. */
export const projections: readonly Projection[] = [
  accessProjection,
  stationsProjection,
  activitiesProjection,
  serviceRecordsProjection,
  lateSignOutsProjection,
  recordHistoryProjection,
  recordPeopleProjection,
  timeBankProjection,
  volunteersProjection,
  certificatesProjection,
  exchangeProjection,
  devicesProjection,
  nationalProjection,
  webhooksProjection,
  feedbackProjection,
  trainingsProjection,
  participationProjection,
  honoursProjection,
  honoursServicesProjection,
  oversightProjection,
  annualFactsProjection,
  greenAccountsProjection,
  pointsProjection,
  stockProjection,
  pointsHoldersProjection,
  privacyProjection,
  underWayProjection,
  retainedProjection,
];

/** Every effect that crosses contexts, under the policies of this installation. */
function processesUnder(policies: PolicyBook): readonly Process[] {
  return [
    whenIdentityClaimedRegisterVolunteer,
    whenEffectiveHoursChangeMoveCredit(policies.of('time-bank', CREDIT_POLICIES)),
    whenCreditLeavesABookLetItArrive(policies.of('time-bank', CREDIT_POLICIES)),
    whenRecordsChangeCheckCertificates,
    whenSuccessorIssuedSupersedeCertificate,
    whenGreenDropsChangeMovePoints,
    whenEffectiveHoursChangeMovePoints,
    whenARedemptionEndsSettlePointsAndStock,
    whenHouseholdMembershipChangesFollowIt,
    whenPersonalDataAreErasedReleaseWhoItWas,
  ];
}

/** The same, under the policies the product ships with. */
export const processes = processesUnder(new PolicyBook());

export const refusals: RefusalCatalogue = {
  ...requestRejections,
  ...logRejections,
  ...vaultRejections,
  ...accessRejections,
  ...stationsRejections,
  ...activitiesRejections,
  ...serviceRecordsRejections,
  ...confirmationRejections,
  ...recordLifeRejections,
  ...lateSignOutRejections,
  ...timeBankRejections,
  ...volunteersRejections,
  ...certificatesRejections,
  ...exchangeRejections,
  ...devicesRejections,
  ...webhooksRejections,
  ...feedbackRejections,
  ...trainingsRejections,
  ...honoursRejections,
  ...oversightRejections,
  ...greenAccountsRejections,
  ...pointsRejections,
  ...privacyRejections,
};

/** Scans of devices are written into the service book; the annotation holds one against the other. */
const attendanceBook: new (...parts: never[]) => AttendanceBook = DeviceAttendance;

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Throw the read models away first. */
  readonly rebuild?: boolean;
  /** How long a write waits for the read models; 2 s where nothing is said. */
  readonly readYourWritesMs?: number;
}

/** The composition root: the list of contexts, processes and adapters. */
@Module({})
export class AppModule {
  static async create(options: AppOptions): Promise<DynamicModule> {
    const policies = PolicyBook.read(options.config.dataDir);
    const processes = processesUnder(policies);
    return {
      module: AppModule,
      global: true,
      imports: [
        await CoreModule.create({ ...options, policies, projections, processes }),
        LogModule,
        AccessModule,
        StationsModule,
        ActivitiesModule,
        ServiceRecordsModule,
        TimeBankModule,
        VolunteersModule,
        CertificatesModule,
        ExchangeModule,
        DevicesModule,
        WebhooksModule,
        FeedbackModule,
        TrainingsModule,
        HonoursModule,
        OversightModule,
        GreenAccountsModule,
        PointsModule,
        PrivacyModule,
      ],
      controllers: [HomeController, HealthController],
      providers: [
        { provide: REFUSALS, useValue: refusals },
        RefusalPages,
        HealthSigns,
        { provide: AttendanceBook, useExisting: attendanceBook },
        ProblemDetailsFilter,
        { provide: APP_FILTER, useExisting: ProblemDetailsFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: READ_YOUR_WRITES, useValue: options.readYourWritesMs ?? READ_YOUR_WRITES_MS },
        { provide: APP_INTERCEPTOR, useClass: WrittenInterceptor },
        { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: [REFUSALS, RefusalPages, HealthSigns, AttendanceBook],
    };
  }
}
