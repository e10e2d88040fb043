import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../http/auth.guard.js';
import type { PublishedLogKey } from './log-keys.js';
import { reject } from './log.rejections.js';
import { tileOfPath } from './tile-paths.js';
import { TransparencyLog } from './transparency-log.js';

export interface LogKeysView {
  readonly origin: string | null;
  readonly keys: readonly PublishedLogKey[];
}

const TILES = '/log/tile/';
const TEXT = 'text/plain; charset=utf-8';
const CHECKPOINT_CACHE = 'public, max-age=5';
/** What a path names never changes. */
const TILE_CACHE = 'public, max-age=31536000, immutable';

/**
 * The log as everybody may read it (C2SP tlog-tiles): checkpoint and hash tiles, as static files are
 * read. Entries are not published: a hash gives nothing away.
 */
@ApiTags('log')
@Controller('log')
export class LogController {
  constructor(private readonly log: TransparencyLog) {}

  @Get('checkpoint')
  @Public()
  @ApiOperation({ summary: 'Last signed checkpoint (C2SP tlog-checkpoint)' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  checkpoint(@Res() reply: FastifyReply): FastifyReply {
    const checkpoint = this.log.checkpoint();
    if (checkpoint === undefined) return reject('log/nothing-signed-yet');
    return open(reply, CHECKPOINT_CACHE).type(TEXT).send(checkpoint);
  }

  @Get('tile/*')
  @Public()
  @ApiOperation({ summary: 'Hash tile `<level>/<index>[.p/<width>]` (C2SP tlog-tiles)' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const [path = ''] = request.url.split('?');
    const tile = tileOfPath(path.slice(path.indexOf(TILES) + TILES.length));
    const bytes = tile && this.log.tile(tile);
    if (!bytes) return reject('log/no-such-tile');
    return open(reply, TILE_CACHE).type('application/octet-stream').send(bytes);
  }

  @Get('keys')
  @Public()
  @ApiOperation({ summary: 'Name of the log and the verifier keys of its checkpoints' })
  keys(@Res({ passthrough: true }) reply: FastifyReply): LogKeysView {
    open(reply, CHECKPOINT_CACHE);
    return { origin: this.log.state().origin ?? null, keys: this.log.keys() };
  }

  @Get('proof/:eventId')
  @Public()
  @ApiParam({ name: 'eventId', format: 'uuid' })
  @ApiOperation({ summary: 'Inclusion proof of an event (C2SP tlog-proof)' })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  proof(@Param('eventId') eventId: string, @Res() reply: FastifyReply): FastifyReply {
    const proof = this.log.proofOf(eventId);
    if (proof === undefined) return reject('log/not-in-log-yet');
    return open(reply, CHECKPOINT_CACHE).type(TEXT).send(proof);
  }
}

/** Anybody's page may read it: it says the same to everybody. */
function open(reply: FastifyReply, cache: string): FastifyReply {
  return reply.header('access-control-allow-origin', '*').header('cache-control', cache);
}
