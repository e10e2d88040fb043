import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Public } from '../../http/auth.guard.js';
import type { PageContent } from '../../http/html.js';
import { Lang, type Language } from '../../http/language.js';
import type { Page } from '../../http/page.js';
import { type PublicStar, PublicStars } from './publicity.handlers.js';
import { publicStarsPage } from './publicity.pages.js';

/** What the public reads before a star is granted. */
@ApiTags('honours')
@Controller()
export class PublicityController {
  constructor(private readonly stars: PublicStars) {}

  @Get('api/v1/public/stars')
  @Public()
  list(@Query('after') after?: string): Page<PublicStar> {
    return this.stars.page(after);
  }

  @Get('stars')
  @Public()
  @ApiExcludeEndpoint()
  page(@Lang() lang: Language, @Query('after') after?: string): PageContent {
    return publicStarsPage(this.stars.page(after), lang);
  }
}
