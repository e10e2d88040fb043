import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permit, Who } from '../../http/auth.guard.js';
import type { Principal } from '../../http/principal.js';
import { Rejection } from '../../kernel/rejection.js';
import { reject } from './domain/oversight.rejections.js';
import { PersonalCopies } from './personal-copy.handlers.js';

@ApiTags('service records')
@Controller('api/v1/me')
export class PersonalCopyController {
  constructor(private readonly copies: PersonalCopies) {}

  /** Everything about me: a ZIP archive, closed by a manifest with hashes. */
  @Get('everything')
  @Permit('records.read')
  @Header('cache-control', 'no-store')
  everything(@Who() who: Principal): StreamableFile {
    // Not for programs: whoever finds a token must not find the whole person.
    if (who.token) throw new Rejection('access/session-needed');
    const { volunteerId = reject('oversight/not-a-volunteer'), accountId } = who;
    return new StreamableFile(this.copies.of(volunteerId, accountId), {
      type: 'application/zip',
      disposition: 'attachment; filename="shizhang-everything-about-me.zip"',
    });
  }
}
