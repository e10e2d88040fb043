import type {
  DelegationEnded,
  IssuerSucceeded,
  IssuingDelegated,
} from '../contexts/certificates/index.js';
import type { Recorded } from '../kernel/message.js';

interface Right {
  readonly organisationId: string;
  readonly isSuccession: boolean;
  readonly from: string;
  until: string | undefined;
}

/** Whose records an organisation could certify at a position of the log, from the events alone. */
export class IssuerRights {
  /** Holder → what it holds. */
  readonly #rights = new Map<string, Right[]>();

  constructor(private readonly compare: (a: string, b: string) => number) {}

  visit(event: Recorded): void {
    switch (event.type) {
      case 'certificates.IssuerSucceeded': {
        const { organisationId, successorId } = (event as Recorded<IssuerSucceeded>).data;
        return this.#add(successorId, { organisationId, isSuccession: true }, event.position);
      }
      case 'certificates.IssuingDelegated': {
        const { organisationId, delegateId } = (event as Recorded<IssuingDelegated>).data;
        return this.#add(delegateId, { organisationId, isSuccession: false }, event.position);
      }
      case 'certificates.DelegationEnded': {
        const { organisationId, delegateId } = (event as Recorded<DelegationEnded>).data;
        for (const right of this.#rights.get(delegateId) ?? []) {
          if (right.organisationId !== organisationId || right.isSuccession) continue;
          right.until ??= event.position;
        }
      }
    }
  }

  /** Its own, those of whom it succeeded one after the other, and what these were entrusted with. */
  entitledAt(issuerId: string, position: string): ReadonlySet<string> {
    const succeeded = new Set([issuerId]);
    for (const holder of succeeded) {
      for (const right of this.#held(holder, position)) {
        if (right.isSuccession) succeeded.add(right.organisationId);
      }
    }
    const entrusted = [...succeeded].flatMap((holder) =>
      this.#held(holder, position).map(({ organisationId }) => organisationId),
    );
    return new Set([...succeeded, ...entrusted]);
  }

  #held(holder: string, position: string): readonly Right[] {
    return (this.#rights.get(holder) ?? []).filter(
      ({ from, until }) =>
        this.compare(from, position) <= 0 &&
        (until === undefined || this.compare(until, position) > 0),
    );
  }

  #add(holder: string, right: Pick<Right, 'organisationId' | 'isSuccession'>, from: string): void {
    const held = this.#rights.get(holder) ?? [];
    held.push({ ...right, from, until: undefined });
    this.#rights.set(holder, held);
  }
}
