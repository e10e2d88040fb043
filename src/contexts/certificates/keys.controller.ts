import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import { CertificatesQueries } from './certificates.queries.js';
import type { PublishedKey } from './signing/published-key.js';

@ApiTags('certificates')
@Controller('api/v1')
export class KeysController {
  constructor(private readonly queries: CertificatesQueries) {}

  /** Every key that has ever signed, for offline verifiers. */
  @Get('keys')
  @Public()
  keys(): readonly PublishedKey[] {
    return this.queries.keys();
  }
}
