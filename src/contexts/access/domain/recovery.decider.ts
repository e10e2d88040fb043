import { type Instant, millis } from '../../../kernel/calendar.js';
import { unreachable } from '../../../kernel/rejection.js';
import { reject } from './access.rejections.js';
import type { AccountEvent, PasswordLinkOffered } from './account.events.js';
import type { Account } from './account.state.js';
import type {
  ApproveRecovery,
  OfferInvitation,
  RecoveryCommand,
  RequestRecovery,
  UsePasswordLink,
} from './recovery.commands.js';

/** How an owner comes to a password, comes to one again, and what stands beside it. */
export function decideRecovery(command: RecoveryCommand, state: Account): AccountEvent[] {
  switch (command.type) {
    case 'OfferInvitation':
      return invite(command.data, state);
    case 'RequestRecovery':
      return request(command.data, state);
    case 'ApproveRecovery':
      return approve(command.data, state);
    case 'OpenConsoleRecovery': {
      const { accountId, linkId } = command.data;
      const opened = { type: 'access.ConsoleRecoveryOpened', data: { accountId, linkId } } as const;
      return [opened, offered(command.data, 'recovery')];
    }
    case 'UsePasswordLink':
      return useLink(command.data, state);
    case 'SetSecondFactor': {
      const { accountId, factorId } = command.data;
      if (state.factorId === factorId) return [];
      return [...removed(accountId, state), { type: 'access.SecondFactorSet', data: command.data }];
    }
    case 'RemoveSecondFactor':
      return removed(command.data.accountId, state);
    default:
      return unreachable(command);
  }
}

function invite(data: OfferInvitation['data'], { hasPassword }: Account): AccountEvent[] {
  if (hasPassword) reject('access/has-password');
  return [offered(data, 'invitation')];
}

/** Whoever asks vouches for the owner, so nobody asks for themself. */
function request(data: RequestRecovery['data'], { recovery }: Account): AccountEvent[] {
  const { now, ...facts } = data;
  if (recovery?.recoveryId === data.recoveryId) return [];
  if (data.requester === data.accountId) reject('access/own-recovery');
  if (recovery && !isOver(recovery.expiresAt, now)) reject('access/recovery-open');
  return [{ type: 'access.RecoveryRequested', data: facts }];
}

function approve(data: ApproveRecovery['data'], { recovery }: Account): AccountEvent[] {
  const { accountId, recoveryId, approver } = data;
  if (recovery?.recoveryId !== recoveryId) return reject('access/recovery-unknown');
  if (isOver(recovery.expiresAt, data.now)) reject('access/recovery-over');
  if (approver === accountId) reject('access/own-recovery');
  if (approver === recovery.requester) reject('access/second-person-needed');
  return [
    { type: 'access.RecoveryApproved', data: { accountId, recoveryId, approver } },
    offered(data, 'recovery'),
  ];
}

/**
 * Works once. After a recovery the second factor is gone too: it was lost with the phone. So are the
 * linked identities: whoever had the account for a while may have linked their own.
 */
function useLink(data: UsePasswordLink['data'], state: Account): AccountEvent[] {
  const { accountId, linkHash, credentialId, now } = data;
  const { link } = state;
  if (link?.linkHash !== linkHash) return reject('access/link-wrong');
  if (isOver(link.expiresAt, now)) reject('access/link-over');
  return [
    { type: 'access.PasswordLinkUsed', data: { accountId, linkId: link.linkId } },
    ...(link.purpose === 'recovery'
      ? [...removed(accountId, state), ...unlinked(accountId, state)]
      : []),
    { type: 'access.PasswordSet', data: { accountId, credentialId } },
  ];
}

function offered(
  data: Omit<PasswordLinkOffered['data'], 'purpose'>,
  purpose: PasswordLinkOffered['data']['purpose'],
): PasswordLinkOffered {
  const { accountId, linkId, linkHash, expiresAt } = data;
  const facts = { accountId, linkId, linkHash, purpose, expiresAt };
  return { type: 'access.PasswordLinkOffered', data: facts };
}

function removed(accountId: string, { factorId }: Account): AccountEvent[] {
  if (factorId === null) return [];
  return [{ type: 'access.SecondFactorRemoved', data: { accountId, factorId } }];
}

function unlinked(accountId: string, { identities }: Account): AccountEvent[] {
  return [...identities].map((identityHash) => ({
    type: 'access.ExternalIdentityUnlinked',
    data: { accountId, identityHash },
  }));
}

function isOver(expiresAt: Instant, now: Instant): boolean {
  return millis(now) >= millis(expiresAt);
}
