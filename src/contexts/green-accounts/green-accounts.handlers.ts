import { Injectable } from '@nestjs/common';
import { DeciderExecutor, type Receipt } from '../../cqrs/decider-executor.js';
import { Dispatcher } from '../../cqrs/dispatcher.js';
import { localDateOf } from '../../kernel/calendar.js';
import type { CommandMeta } from '../../kernel/message.js';
import { policyOn } from '../../kernel/policy.js';
import { Rejection } from '../../kernel/rejection.js';
import { deriveId } from '../../platform/ids.js';
import { PolicyBook } from '../../platform/policy-book.js';
import { documentKeys } from '../../vault/document-keys.js';
import { Vault } from '../../vault/vault.js';
import { DROP_POLICIES, type DropPolicy } from './domain/drop.policy.js';
import { householdCode } from './domain/household-code.js';
import {
  AnnulDrop,
  CloseHousehold,
  CorrectDrop,
  InspectDrop,
  JoinHousehold,
  LeaveHousehold,
  RegisterHousehold,
} from './domain/household.commands.js';
import type { AnnulReason, Measure, WasteKind } from './domain/household.events.js';
import { ClaimMembership, ReleaseMembership } from './domain/membership.commands.js';
import { membership } from './domain/membership.decider.js';
import { GreenAccountsQueries } from './green-accounts.queries.js';

/** Of a household, in the vault. */
export interface HouseholdParticulars {
  readonly contact: string;
  readonly address: string;
  readonly phone: string | null;
}

export interface NewHousehold extends HouseholdParticulars {
  readonly place: {
    readonly stationId: string;
    readonly organisationId: string;
    readonly divisionCode: string;
  };
  readonly personIds: readonly string[];
}

export interface DropResult extends Measure {
  readonly passed: boolean;
}

/** What happens to households and drops at a station's counter and at its bins. */
@Injectable()
export class GreenAccountsDesk {
  readonly #policies: readonly DropPolicy[];

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly executor: DeciderExecutor,
    private readonly queries: GreenAccountsQueries,
    private readonly vault: Vault,
    policies: PolicyBook,
  ) {
    this.#policies = policies.of('green-account', DROP_POLICIES);
  }

  /** Everybody must be free before anything is written; then words, then the event of them. */
  async register(household: NewHousehold, meta: CommandMeta) {
    const householdId = deriveId(meta.commandId, 'household');
    const code = householdCode(householdId);
    const { place, personIds, ...particulars } = household;
    for (const personId of personIds) await this.#requireFree(personId, householdId);
    let receipt = await this.#withParticulars(householdId, particulars, () =>
      this.dispatcher.dispatch(new RegisterHousehold({ householdId, ...place, code }, meta)),
    );
    for (const personId of personIds) {
      receipt = await this.addMember(householdId, personId, step(meta, personId));
    }
    return { receipt, householdId, code };
  }

  /** The claim decides, and the household follows: a process does the same if this breaks off. */
  async addMember(householdId: string, personId: string, meta: CommandMeta): Promise<Receipt> {
    const claim = { householdId, personId, claimId: deriveId(meta.commandId, 'claim') };
    const claimed = await this.dispatcher.dispatch(new ClaimMembership(claim, step(meta, 'claim')));
    // They belong here already, or their claim is on its way.
    if (claimed.events.length === 0) return claimed;
    const receipt = await this.dispatcher.dispatch(new JoinHousehold(claim, meta));
    if (receipt.events.some(({ type }) => type === 'green-accounts.HouseholdMemberLeft')) {
      await this.dispatcher.dispatch(new ReleaseMembership(claim, step(meta, 'release')));
      throw new Rejection('green-accounts/household-closed');
    }
    return receipt;
  }

  removeMember(householdId: string, personId: string, meta: CommandMeta): Promise<Receipt> {
    return this.dispatcher.dispatch(new LeaveHousehold({ householdId, personId }, meta));
  }

  close(householdId: string, meta: CommandMeta): Promise<Receipt> {
    const on = localDateOf(meta.at);
    return this.dispatcher.dispatch(new CloseHousehold({ householdId, on }, meta));
  }

  /** The time is the server's: a drop can't be written into yesterday. */
  async inspect(
    drop: DropResult & { householdId: string; kind: WasteKind; inspectorId: string },
    meta: CommandMeta,
  ): Promise<Receipt & { dropId: string }> {
    const dropId = deriveId(meta.commandId, 'drop');
    const on = localDateOf(meta.at);
    const { stationId } = this.queries.household(drop.householdId);
    const policy = policyOn(on, this.#policies);
    const data = { ...drop, dropId, stationId, at: meta.at, on, policy };
    return { ...(await this.dispatcher.dispatch(new InspectDrop(data, meta))), dropId };
  }

  correct(
    { dropId, correctorId, ...result }: DropResult & { dropId: string; correctorId: string },
    meta: CommandMeta,
  ): Promise<Receipt> {
    const { householdId, on: day } = this.queries.drop(dropId);
    const policy = policyOn(day, this.#policies);
    const on = localDateOf(meta.at);
    const data = { ...result, householdId, dropId, correctorId, on, policy };
    return this.dispatcher.dispatch(new CorrectDrop(data, meta));
  }

  annul(
    { dropId, reason, annullerId }: { dropId: string; reason: AnnulReason; annullerId: string },
    meta: CommandMeta,
  ): Promise<Receipt> {
    const { householdId } = this.queries.drop(dropId);
    return this.dispatcher.dispatch(
      new AnnulDrop({ householdId, dropId, reason, annullerId }, meta),
    );
  }

  async #requireFree(personId: string, householdId: string): Promise<void> {
    const { state } = await this.executor.load(membership, personId);
    const { claim } = state;
    if (claim && claim.householdId !== householdId) {
      throw new Rejection('green-accounts/in-another-household');
    }
  }

  async #withParticulars(
    householdId: string,
    particulars: HouseholdParticulars,
    dispatch: () => Promise<Receipt>,
  ): Promise<Receipt> {
    const key = documentKeys.household(householdId);
    const fresh = this.vault.get(key, 'part-of-recorded-read') === undefined;
    if (fresh) this.vault.put(key, particulars);
    try {
      return await dispatch();
    } catch (error) {
      if (fresh && error instanceof Rejection) this.vault.delete(key);
      throw error;
    }
  }
}

/** The metadata of one more write of the same request. `If-Match` was about the first one. */
function step({ ifRevision: _, ...meta }: CommandMeta, name: string): CommandMeta {
  return { ...meta, commandId: deriveId(meta.commandId, name), causationId: meta.commandId };
}
