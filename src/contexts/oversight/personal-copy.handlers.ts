import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { EventStore } from '../../event-store/event-store.js';
import type { Recorded } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { type ZipFile, zipStream } from '../../platform/zip-stream.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type DocumentKey, Vault } from '../../vault/vault.js';
import { Balances } from './domain/balances.js';
import { reject } from './domain/oversight.rejections.js';
import { Withheld } from './domain/withheld.js';

/** Each reads the whole ledger: more at once would slow down everybody. */
const AT_ONCE_MAX = 2;
const PDF_KIND = 'certificate-pdf';

const READ_ME = `关于您的全部数据 / Everything about you

documents/   您的个人资料、记录说明、证明等原文（保管库中的内容） / personal documents kept in the vault
events.jsonl 账本中与您有关的每一个事件，一行一个 / every event of the ledger about you, one a line
balances.json 由上述事件算出的时长和时间币余额（单位：百分之一小时） / hours and credit computed from those
             events, in hundredths of an hour
reads.csv    谁、何时、为何读取过您的个人信息 / who read your personal data, when and what for
manifest.json 每个文件的大小和 SHA-256 / size and SHA-256 of every file

他人在异议中写的内容、尚未决定的处理意见不在其中，只有核查的人能看到。
What others wrote in an objection, and proposals that are not decided, are only for those who decide.

账号和人员以编号出现；编号不含姓名。 Accounts and people appear as ids, which hold no names.
`;

/** The copy of their data that a person may take with them (PIPL art. 45), as one archive. */
@Injectable()
export class PersonalCopies {
  #running = 0;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * Streams while it reads: nothing is held as a whole. The taking of it is a recorded read.
   *
   * @throws Rejection `oversight/copies-busy`
   */
  of(volunteerId: string, accountId: string): Readable {
    if (this.#running >= AT_ONCE_MAX) reject('oversight/copies-busy', { seconds: 60 });
    const madeAt = this.clock.now();
    const reader = { accountId, purpose: 'everything-about-me', at: madeAt };
    this.vault.get(documentKeys.profile(volunteerId), reader);
    this.#running += 1;
    const files = this.#files(volunteerId, accountId);
    const archive = zipStream(files, { format: 'shizhang-personal-copy/1', madeAt });
    archive.once('close', () => (this.#running -= 1));
    return archive;
  }

  async *#files(volunteerId: string, accountId: string): AsyncGenerator<ZipFile> {
    yield { name: 'README.txt', parts: [READ_ME] };
    const balances = new Balances(volunteerId);
    const withheld = new Withheld(volunteerId);
    const onEvent = (event: Recorded) => {
      balances.add(event);
      withheld.add(event);
    };
    yield { name: 'events.jsonl', parts: this.#events([volunteerId, accountId], onEvent) };
    yield { name: 'balances.json', parts: [pretty(balances.sums())] };
    for (const key of this.vault.keysOf(volunteerId)) {
      if (!withheld.holds(key)) yield this.#document(key);
    }
    yield { name: 'reads.csv', parts: this.#reads(volunteerId) };
  }

  #document(key: DocumentKey): ZipFile {
    const value = this.vault.get<unknown>(key, 'part-of-recorded-read');
    const name = `documents/${key.kind}/${key.id}`;
    if (key.kind === PDF_KIND && typeof value === 'string') {
      return { name: `${name}.pdf`, parts: [Buffer.from(value, 'base64')] };
    }
    return { name: `${name}.json`, parts: [pretty(value)] };
  }

  /** The whole ledger is read: a list of event types would leave out what is invented tomorrow. */
  async *#events(
    ids: readonly string[],
    onEvent: (event: Recorded) => void,
  ): AsyncGenerator<string> {
    const stop = new AbortController();
    try {
      for await (const page of this.store.subscribe({ after: null, signal: stop.signal })) {
        const about = page.events.filter((event) => isAbout(event, ids));
        about.forEach(onEvent);
        yield* about.map((event) => `${JSON.stringify(event)}\n`);
        if (page.caughtUp) return;
      }
    } finally {
      stop.abort();
    }
  }

  *#reads(volunteerId: string): Generator<string> {
    yield '\uFEFFat,account,kind,purpose\r\n';
    for (const { at, account, kind, purpose } of this.vault.reads.lines({ subject: volunteerId })) {
      const quoted = [at, account, kind, purpose].map((text) => `"${text.replaceAll('"', '""')}"`);
      yield `${quoted.join(',')}\r\n`;
    }
  }
}

/** Of a person's own streams, with their id in the facts, or done by their account. */
function isAbout({ stream, data, meta }: Recorded, ids: readonly string[]): boolean {
  if (ids.some((id) => stream.includes(id) || meta.actor.accountId === id)) return true;
  const text = JSON.stringify(data);
  return ids.some((id) => text.includes(id));
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
