import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { eventually } from '../../test/support/store-events.js';
import { type ZipFile, zipStream } from './zip-stream.js';

const about = { format: 'test', madeAt: '2026-03-02T01:00:00.000Z' };

async function* all(files: readonly ZipFile[]): AsyncGenerator<ZipFile> {
  yield* files;
}

async function unzip(files: AsyncIterable<ZipFile>): Promise<Record<string, Buffer>> {
  const archive = unzipSync(await buffer(zipStream(files, about)));
  return Object.fromEntries(
    Object.entries(archive).map(([name, bytes]) => [name, Buffer.from(bytes)]),
  );
}

it('holds every file as it was, and their hashes', async () => {
  const long = Array.from({ length: 5_000 }, (_, i) => `line ${i} 志愿\n`);
  const files = [
    { name: 'a/说明.txt', parts: ['你好', Buffer.from('!')] },
    { name: 'empty', parts: [] },
    { name: 'long', parts: long },
  ];
  const archive = await unzip(all(files));
  expect(archive['a/说明.txt']!.toString()).toBe('你好!');
  expect(archive['empty']).toHaveLength(0);
  expect(archive['long']!.toString()).toBe(long.join(''));
  const manifest = JSON.parse(archive['manifest.json']!.toString());
  expect(manifest).toMatchObject({ ...about, files: files.map(({ name }) => ({ name })) });
  for (const { name, bytes, sha256 } of manifest.files) {
    expect([name, bytes, sha256]).toEqual([
      ...[name, archive[name]!.length, createHash('sha256').update(archive[name]!).digest('hex')],
    ]);
  }
});

it('breaks off with what went wrong, and stops its source when the reader goes away', async () => {
  async function* failing(): AsyncGenerator<ZipFile> {
    yield { name: 'a', parts: ['a'] };
    throw new Error('the disk is gone');
  }
  await expect(buffer(zipStream(failing(), about))).rejects.toThrow('the disk is gone');

  let ended = false;
  async function* endless(): AsyncGenerator<ZipFile> {
    try {
      for (;;) yield { name: 'x', parts: [Buffer.alloc(100_000, 'x')] };
    } finally {
      ended = true;
    }
  }
  const stream = zipStream(endless(), about);
  for await (const _ of stream) break;
  await eventually(() => ended);
});
