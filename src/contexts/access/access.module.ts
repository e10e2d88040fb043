import { Global, Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { Authenticator } from '../../http/auth.guard.js';
import { AccessQueries } from './access.queries.js';
import { AccountsController } from './accounts.controller.js';
import {
  CloseAccount,
  GrantRole,
  IssueApiToken,
  OpenAccount,
  RevokeApiToken,
  RevokeRole,
  SetPassword,
} from './domain/account.commands.js';
import { account } from './domain/account.decider.js';
import {
  AppointAdministrator,
  AppointFirstAdministrator,
  DismissAdministrator,
} from './domain/administrators.commands.js';
import { administrators } from './domain/administrators.decider.js';
import {
  ClaimExternalIdentity,
  LinkExternalIdentity,
  ReleaseExternalIdentity,
  UnlinkExternalIdentity,
} from './domain/external-identity.commands.js';
import { externalIdentity } from './domain/external-identity.decider.js';
import { ClaimLoginName } from './domain/login-name.commands.js';
import { loginName } from './domain/login-name.decider.js';
import {
  ApproveRecovery,
  OfferInvitation,
  OpenConsoleRecovery,
  RemoveSecondFactor,
  RequestRecovery,
  SetSecondFactor,
  UsePasswordLink,
} from './domain/recovery.commands.js';
import { MeController } from './me.controller.js';
import { OidcController } from './oidc.controller.js';
import { AccountOpening } from './security/account-opening.js';
import { ApiTokens } from './security/api-tokens.js';
import { Cookies } from './security/cookies.js';
import { Credentials } from './security/credentials.js';
import { LogIn } from './security/log-in.js';
import { LoginThrottle } from './security/login-throttle.js';
import { OidcLogIn } from './security/oidc-log-in.js';
import { OidcProvider } from './security/oidc-provider.js';
import { PasswordChange } from './security/password-change.js';
import { PasswordHasher } from './security/password-hasher.js';
import { PasswordLinks } from './security/password-links.js';
import { SealedNotes } from './security/sealed-notes.js';
import { SecondFactor } from './security/second-factor.js';
import { SameOrigin } from './security/same-origin.js';
import { SessionAuthenticator } from './security/session-authenticator.js';
import { Sessions } from './security/sessions.js';
import { SetupLink } from './security/setup-link.js';
import { RecoveriesController } from './recoveries.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SessionController } from './session.controller.js';
import { SetupController } from './setup.controller.js';

/** Global, because the guard of every endpoint asks it who is there. */
@Global()
@Module({
  controllers: [
    SessionController,
    SetupController,
    AccountsController,
    RecoveriesController,
    MeController,
    SecondFactorController,
    OidcController,
  ],
  providers: [
    AccessQueries,
    AccountOpening,
    ApiTokens,
    Cookies,
    Credentials,
    LogIn,
    LoginThrottle,
    OidcLogIn,
    OidcProvider,
    PasswordChange,
    PasswordHasher,
    PasswordLinks,
    SameOrigin,
    SealedNotes,
    SecondFactor,
    Sessions,
    SetupLink,
    { provide: Authenticator, useClass: SessionAuthenticator },
    ...commandHandlers(account, [
      OpenAccount,
      GrantRole,
      RevokeRole,
      SetPassword,
      CloseAccount,
      IssueApiToken,
      RevokeApiToken,
      OfferInvitation,
      RequestRecovery,
      ApproveRecovery,
      OpenConsoleRecovery,
      UsePasswordLink,
      SetSecondFactor,
      RemoveSecondFactor,
      LinkExternalIdentity,
      UnlinkExternalIdentity,
    ]),
    ...commandHandlers(externalIdentity, [ClaimExternalIdentity, ReleaseExternalIdentity]),
    ...commandHandlers(loginName, [ClaimLoginName]),
    ...commandHandlers(administrators, [
      AppointFirstAdministrator,
      AppointAdministrator,
      DismissAdministrator,
    ]),
  ],
  exports: [Authenticator, SetupLink],
})
export class AccessModule {}
