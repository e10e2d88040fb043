import { Body, Controller, Get, Header, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import 'reflect-metadata';

/** The least a Nest application on Fastify can do: no validation, no store, no log-in. */
const PAGE = `<!doctype html><html lang="zh-CN"><title>证明查验</title>${'<p>内容</p>'.repeat(200)}`;

@Controller()
class BareController {
  @Post('bare')
  @HttpCode(201)
  post(@Body() body: { name?: string }): { id: string } {
    return { id: String(body.name?.length) };
  }

  @Get('page')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
process.stderr.write(`${JSON.stringify({ address: await app.getUrl() })}\n`);
