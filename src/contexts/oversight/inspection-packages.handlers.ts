import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { TransparencyLog } from '../../log/transparency-log.js';
import { type ZipFile, zipStream } from '../../platform/zip-stream.js';
import { documentKeys } from '../../vault/document-keys.js';
import { type Reader, Vault } from '../../vault/vault.js';
import { reject } from './domain/oversight.rejections.js';
import { InspectionEvidence } from './inspection-evidence.handlers.js';
import { InspectionDesk } from './inspections.handlers.js';
import type { InspectionView } from './inspections.queries.js';
import { listOf } from './sample-draw.js';

const READ_ME = `抽样核查材料 / Evidence for a spot check (O67 arts. 21, 22)

draw.json                 抽样：期间、条数、种子、抽中的记录 / the draw: period, size, seed, lot
population.txt            抽样总体：每行一个记录编号；其 SHA-256 即 populationHash / one id a line
announcement.tlog-proof   抽样公告在透明日志中的证明（含公告全文）和随后第一个检查点
                          the announcement, its proof in the log, and the first checkpoint over it
checkpoint-before.txt     前一个检查点，公告不在其内 / the checkpoint before it, without the announcement
log-keys.txt              日志公钥，请与公布的核对 / keys of the log: compare them with those published
records/*.json            每条抽中记录的全部事件（含签到签退的证据，及其哈希）、相关活动的事件、文字内容
                          all events of a record, evidence of both ends in them, with their hashes; those of its activity; its words
proofs/*                  证明材料原件，文件名即其 SHA-256 / documents behind the records, named by their SHA-256
manifest.json             每个文件的 SHA-256 / SHA-256 of every file

为何不能挑选 / Why nobody could pick the lot
The announcement names the list (populationHash) and how many are drawn (size). Only then the log signed the
checkpoint at the end of announcement.tlog-proof: its size is larger than the index of the announcement, that of
checkpoint-before.txt is not. The seed is the third line of that checkpoint, a dot, and the inspectionId.
公告先定总体和条数，之后日志才签出该检查点；种子 = 检查点第三行 + “.” + 抽查编号，任何人不能事先知道，也不能另选。

复算 / Draw it again: for every line ID of population.txt compute SHA-256 of "SEED LF ID" (no line feed at the
end); the records of the lot are those with the smallest hashes, in that order. In a shell:
  while read id; do printf '%s %s\\n' "$(printf '%s\\n%s' "$SEED" "$id" | sha256sum | cut -c1-64)" "$id"; done \\
    < population.txt | sort | head -n SIZE
`;

/** What an inspector takes along: the draw, why it is one, and the evidence of every drawn record. */
@Injectable()
export class InspectionPackages {
  constructor(
    private readonly desk: InspectionDesk,
    private readonly evidence: InspectionEvidence,
    private readonly log: TransparencyLog,
    private readonly vault: Vault,
  ) {}

  /**
   * One archive that streams; reading the words of a record is recorded.
   *
   * @throws Rejection `oversight/not-drawn-yet`
   */
  archive(inspection: InspectionView, reader: Reader): Readable {
    if (inspection.drawnAt === null) reject('oversight/not-drawn-yet');
    const files = this.#files(inspection, reader);
    return zipStream(files, { format: 'shizhang-inspection/2', madeAt: reader.at });
  }

  async *#files(inspection: InspectionView, reader: Reader): AsyncGenerator<ZipFile> {
    yield { name: 'README.txt', parts: [READ_ME] };
    yield { name: 'draw.json', parts: [`${JSON.stringify(inspection, null, 1)}\n`] };
    const key = documentKeys.population(inspection.inspectionId);
    const population = this.vault.get<readonly string[]>(key, 'not-personal') ?? [];
    yield { name: 'population.txt', parts: [listOf(population)] };
    yield* this.#whyNobodyPicked(inspection);
    for (const recordId of inspection.recordIds) yield* this.evidence.of(recordId, reader);
  }

  async *#whyNobodyPicked({ inspectionId }: InspectionView): AsyncGenerator<ZipFile> {
    const announcement = await this.desk.announcement(inspectionId);
    const over = announcement && (await this.log.firstOver(announcement));
    if (!over) return;
    yield { name: 'announcement.tlog-proof', parts: [over.proof] };
    if (over.before !== null) yield { name: 'checkpoint-before.txt', parts: [over.before] };
    const keys = this.log.keys().map(({ vkey }) => `${vkey}\n`);
    yield { name: 'log-keys.txt', parts: [keys.join('')] };
  }
}
