import Database from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKey } from '../platform/master-key.js';
import { seal, unseal } from '../platform/sealed-box.js';
import { type DocumentKey, type Reader, Vault } from './vault.js';

const AT = '2026-03-02T01:00:00.000Z';
const reader: Reader = { accountId: 'clerk', purpose: 'certificate', at: AT };
const of = (subject: string, kind = 'profile', id = 'current'): DocumentKey => ({
  ...{ subject, kind, id },
});
const person = { name: '哈斯·巴根', idNumber: '11010519491231002X' };

let folder: string;
let vault: Vault;
const masterKey = new MasterKey(Buffer.alloc(32, 3));
const open = (key = masterKey) => new Vault(folder, key);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shizhang-vault-'));
  vault = open();
});
afterEach(() => {
  vault.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that lies on the disk, the log beside the database included. */
function bytes(): Buffer {
  return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

function rows<Row>(query: string): Row[] {
  const db = new Database(join(folder, 'vault.db'), { readonly: true });
  try {
    return db.prepare<[], Row>(query).all();
  } finally {
    db.close();
  }
}

describe('a document in the vault', () => {
  it('comes back as it went in, also after a restart', () => {
    vault.put(of('v-1'), person);
    expect(vault.get(of('v-1'), reader)).toEqual(person);
    vault.close();
    vault = open();
    expect(vault.get(of('v-1'), reader)).toEqual(person);
  });

  it('is the last one written, and nobody else’s', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-1'), { ...person, name: '哈斯' });
    vault.put(of('v-2'), { name: '张三' });
    expect(vault.get<typeof person>(of('v-1'), reader)?.name).toBe('哈斯');
    expect(vault.get(of('v-1', 'record'), reader)).toBeUndefined();
    expect(vault.get(of('v-3'), reader)).toBeUndefined();
  });

  it('can be deleted alone', () => {
    vault.put(of('v-1', 'record', 'r-1'), { content: 'a' });
    vault.put(of('v-1', 'record', 'r-2'), { content: 'b' });
    vault.delete(of('v-1', 'record', 'r-1'));
    expect(vault.get(of('v-1', 'record', 'r-1'), reader)).toBeUndefined();
    expect(vault.get(of('v-1', 'record', 'r-2'), reader)).toEqual({ content: 'b' });
  });

  it('is not to be read from the disk', () => {
    vault.put(of('v-1'), person);
    vault.setLookup('id-number', person.idNumber, 'v-1');
    for (const text of [person.name, person.idNumber, '巴根', '19491231']) {
      expect(bytes().includes(Buffer.from(text))).toBe(false);
    }
  });

  it('does not open under another master key', () => {
    vault.put(of('v-1'), person);
    vault.close();
    vault = open(new MasterKey(Buffer.alloc(32, 4)));
    expect(() => vault.get(of('v-1'), reader)).toThrow();
    expect(() => vault.requireItsKey()).toThrow(/MASTER_KEY: does not open vault[.]db/);
  });

  it('knows its own key, also when nothing was sealed yet or only the erased are left', () => {
    expect(() => vault.requireItsKey()).not.toThrow();
    vault.put(of('v-1'), person);
    expect(() => vault.requireItsKey()).not.toThrow();
    vault.erase('v-1', AT);
    vault.close();
    vault = open(new MasterKey(Buffer.alloc(32, 4)));
    expect(() => vault.requireItsKey()).not.toThrow();
  });

  it('does not open when its row was moved to another person, kind or id', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-2'), { name: '张三' });
    const db = new Database(join(folder, 'vault.db'));
    const move = db.prepare(
      `UPDATE documents SET box = (SELECT box FROM documents WHERE subject = 'v-1')
       WHERE subject = 'v-2'`,
    );
    move.run();
    db.prepare(`UPDATE documents SET kind = 'record' WHERE subject = 'v-1'`).run();
    db.close();
    expect(() => vault.get(of('v-2'), reader)).toThrow();
    expect(() => vault.get(of('v-1', 'record'), reader)).toThrow();
  });

  it('does not open with the key of another person put in place of its own', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-2'), { name: '张三' });
    const db = new Database(join(folder, 'vault.db'));
    db.prepare(
      `UPDATE subjects SET wrapped_key = (SELECT wrapped_key FROM subjects WHERE subject = 'v-2')
       WHERE subject = 'v-1'`,
    ).run();
    db.close();
    expect(() => vault.get(of('v-1'), reader)).toThrow();
  });
});

describe('erasing a person', () => {
  it('destroys the documents, the key and the ways to find them, and leaves the others', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-2'), { name: '张三' });
    vault.setLookup('id-number', person.idNumber, 'v-1');
    vault.erase('v-1', AT);
    expect(vault.isErased('v-1')).toBe(true);
    expect(vault.get(of('v-1'), reader)).toBeUndefined();
    expect(vault.findByLookup('id-number', person.idNumber)).toBeUndefined();
    expect([...vault.subjectsWith('profile')]).toEqual(['v-2']);
    expect(vault.isErased('v-2')).toBe(false);
    expect(vault.isErased('v-9')).toBe(false);
  });

  it('leaves neither the key nor the box anywhere on the disk', () => {
    vault.put(of('v-1'), person);
    const [subject] = rows<{ wrapped_key: Buffer }>('SELECT wrapped_key FROM subjects');
    const [document] = rows<{ box: Buffer }>('SELECT box FROM documents');
    expect(bytes().includes(subject!.wrapped_key)).toBe(true);
    vault.erase('v-1', AT);
    expect(bytes().includes(subject!.wrapped_key)).toBe(false);
    expect(bytes().includes(document!.box)).toBe(false);
  });

  it('has no way back: nothing can be written for that person any more', () => {
    vault.put(of('v-1'), person);
    vault.erase('v-1', AT);
    expect(() => vault.put(of('v-1'), person)).toThrow(/erased/);
    expect(vault.get(of('v-1'), reader)).toBeUndefined();
  });
});

describe('discarding what came to nothing', () => {
  it('lets the same subject begin anew', () => {
    vault.put(of('v-1'), person);
    vault.setLookup('id-number', person.idNumber, 'v-1');
    vault.discard('v-1');
    expect(vault.findByLookup('id-number', person.idNumber)).toBeUndefined();
    expect(vault.isErased('v-1')).toBe(false);
    vault.put(of('v-1'), { name: '张三' });
    expect(vault.get(of('v-1'), reader)).toEqual({ name: '张三' });
  });
});

describe('a look-up', () => {
  it('finds by the exact value and kind, and by the last one that was set', () => {
    vault.put(of('v-1'), person);
    vault.setLookup('volunteer-no', 'V1', 'v-1');
    expect(vault.findByLookup('volunteer-no', 'V1')).toBe('v-1');
    expect(vault.findByLookup('volunteer-no', 'V2')).toBeUndefined();
    expect(vault.findByLookup('login-name', 'V1')).toBeUndefined();
    vault.setLookup('volunteer-no', 'V1', 'v-2');
    expect(vault.findByLookup('volunteer-no', 'V1')).toBe('v-2');
  });
});

describe('reading', () => {
  const log = () => rows('SELECT at, account, subject, kind, purpose FROM reads');

  it('leaves a line: who, whose, what, what for, when', () => {
    vault.put(of('v-1'), person);
    vault.get(of('v-1'), reader);
    expect(log()).toEqual([
      ...[{ at: AT, account: 'clerk', subject: 'v-1', kind: 'profile', purpose: 'certificate' }],
    ]);
  });

  it('leaves none for a masked page, for a part of a recorded act, or for what is not there', () => {
    vault.put(of('v-1'), person);
    vault.get(of('v-1'), 'masked-display');
    vault.get(of('v-1'), 'part-of-recorded-read');
    vault.get(of('v-9'), reader);
    expect(log()).toEqual([]);
  });

  it('leaves its line even when the document turns out not to open', () => {
    vault.put(of('v-1'), person);
    const db = new Database(join(folder, 'vault.db'));
    db.prepare(`UPDATE documents SET box = zeroblob(40)`).run();
    db.close();
    expect(() => vault.get(of('v-1'), reader)).toThrow();
    expect(log()).toHaveLength(1);
  });
});

describe('what a person may see of the vault', () => {
  it('is every document about them, and nobody else’s', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-1', 'record', 'r-1'), { content: 'a' });
    vault.put(of('v-2'), person);
    expect(vault.keysOf('v-1')).toEqual([of('v-1'), of('v-1', 'record', 'r-1')]);
  });

  it('is everybody who read about them, however many', () => {
    vault.put(of('v-1'), person);
    vault.put(of('v-2'), person);
    vault.get(of('v-2'), reader);
    for (let i = 0; i < 2_001; i += 1) vault.get(of('v-1'), { ...reader, purpose: `p-${i}` });
    const reads = [...vault.reads.lines({ subject: 'v-1' })];
    expect(reads.map(({ purpose }) => purpose)).toEqual(
      Array.from({ length: 2_001 }, (_, i) => `p-${i}`),
    );
    expect(reads[0]).toEqual({
      ...{ at: AT, account: 'clerk', subject: 'v-1', kind: 'profile', purpose: 'p-0' },
    });
  });
});

describe('a sealed box', () => {
  const key = Buffer.alloc(32, 9);

  it('opens with its key and context, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plain, context) => {
        const box = seal(key, plain, context);
        expect(unseal(key, box, context)).toEqual(Buffer.from(plain));
        expect(() => unseal(key, box, `${context}x`)).toThrow();
        expect(() => unseal(Buffer.alloc(32, 8), box, context)).toThrow();
      }),
    );
  });

  it('does not open when any byte was changed or cut off', () => {
    const box = seal(key, Buffer.from('哈斯·巴根'), 'c');
    for (let place = 0; place < box.length; place += 1) {
      const changed = Buffer.from(box);
      changed[place] = changed[place]! ^ 1;
      expect(() => unseal(key, changed, 'c')).toThrow();
      expect(() => unseal(key, box.subarray(0, place), 'c')).toThrow();
    }
  });

  it('looks different each time', () => {
    const same = () => seal(key, Buffer.from('a'), 'c').toString('hex');
    expect(same()).not.toBe(same());
  });
});
