import type { Recorded } from '../kernel/message.js';
import type { Check, Finding } from './finding.js';

interface StreamSeen {
  next: number;
  readonly commands: Map<string, { readonly hash: string; last: number }>;
}

/** The ledger itself: streams without gaps, ids used once, complete metadata, commands in one piece. */
export function ledgerCheck(compare: (a: string, b: string) => number): Check {
  const streams = new Map<string, StreamSeen>();
  const ids = new Set<string>();
  const findings: Finding[] = [];
  let position: string | null = null;

  const say = (code: string, event: Recorded, detail: string): void => {
    findings.push({ code: `ledger/${code}`, where: `${event.stream}#${event.revision}`, detail });
  };

  return {
    visit(event) {
      const seen = streams.get(event.stream) ?? { next: 0, commands: new Map() };
      streams.set(event.stream, seen);
      if (event.revision !== seen.next) say('revision-gap', event, `expected ${seen.next}`);
      seen.next = event.revision + 1;
      if (position !== null && compare(position, event.position) >= 0) {
        say('position-order', event, `${event.position} after ${position}`);
      }
      position = event.position;
      if (ids.has(event.id)) say('event-id-twice', event, event.id);
      ids.add(event.id);
      for (const name of missingMeta(event)) say('metadata-missing', event, name);
      commandInOnePiece(event, seen, say);
    },
    finish: () => findings,
  };
}

function missingMeta({ meta }: Recorded): string[] {
  const needed = ['commandId', 'inputHash', 'correlationId', 'recordedAt', 'nonce'] as const;
  const missing: string[] = needed.filter((name) => !meta[name]);
  if (!meta.actor?.accountId) missing.push('actor');
  return missing;
}

/** Events of one command stand together in a stream and carry one hash: it was executed once. */
function commandInOnePiece(
  event: Recorded,
  { commands }: StreamSeen,
  say: (code: string, event: Recorded, detail: string) => void,
): void {
  const { commandId, inputHash } = event.meta;
  const before = commands.get(commandId);
  if (!before) {
    commands.set(commandId, { hash: inputHash, last: event.revision });
    return;
  }
  if (before.hash !== inputHash) say('command-hash-differs', event, commandId);
  if (before.last !== event.revision - 1) say('command-executed-twice', event, commandId);
  before.last = event.revision;
}
