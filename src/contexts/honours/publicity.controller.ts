import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.guard.js';
import { sendPage } from '../../http/html.js';
import { languageOf } from '../../http/language.js';
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
  page(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('after') after?: string,
  ): void {
    void sendPage(reply, publicStarsPage(this.stars.page(after), languageOf(request)));
  }
}
