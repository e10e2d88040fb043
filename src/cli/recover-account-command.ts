import { AccessQueries } from '../contexts/access/access.queries.js';
import { normaliseLoginName } from '../contexts/access/domain/credentials.policy.js';
import { Credentials } from '../contexts/access/security/credentials.js';
import { PasswordLinks } from '../contexts/access/security/password-links.js';
import { type CommandMeta, SYSTEM_ACTOR } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { Clock } from '../platform/clock.js';
import { newId, sha256Hex } from '../platform/ids.js';
import { settleApp, withApp } from './open-app.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

/**
 * `shizhang recover-account NAME`: prints a link by which its owner chooses a new password within the
 * hour. For whoever runs the server; the service must be stopped, and the ledger keeps that it was.
 */
export async function recoverAccountCommand(
  loginName: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  if (loginName === undefined) throw new UsageError('recover-account LOGIN_NAME');
  const offered = await withApp(async (app) => {
    await settleApp(app);
    const credentials = app.get(Credentials, { strict: false });
    const nameHash = credentials.hashOfName(normaliseLoginName(loginName));
    const accountId = app.get(AccessQueries, { strict: false }).accountIdOfLogin(nameHash);
    if (accountId === undefined) throw new Rejection('access/account-unknown');
    const meta = consoleMeta(app.get(Clock).now());
    return app.get(PasswordLinks, { strict: false }).fromConsole(accountId, meta);
  });
  terminal.say(`${offered.link}\n(until ${offered.expiresAt}, once; start the service first)`);
  terminal.result(offered);
  return EXIT.ok;
}

function consoleMeta(at: string): CommandMeta {
  const commandId = newId();
  return {
    ...{ commandId, inputHash: sha256Hex(commandId), correlationId: commandId },
    ...{ actor: SYSTEM_ACTOR, channel: 'cli', at },
  };
}
