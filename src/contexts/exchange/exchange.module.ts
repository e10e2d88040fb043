import fastifyMultipart from '@fastify/multipart';
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { CompleteImport, RefuseRows, StartImport } from './domain/import-job.commands.js';
import { importJob } from './domain/import-job.decider.js';
import { ExchangeController, UPLOAD_MEGABYTES_MAX } from './exchange.controller.js';
import { ExchangeQueries } from './exchange.queries.js';
import { ExportService } from './export-service.js';
import { ImportFiles } from './import-files.js';
import { ImportRunner } from './import-runner.js';
import { ImportService } from './import-service.js';
import { NationalExport } from './national-export.js';
import { NationalExportController } from './national-export.controller.js';
import { NationalQueries } from './national.queries.js';
import { RecordSinks } from './record-sink.js';
import { RowImporters } from './row-importers.js';

@Module({
  controllers: [ExchangeController, NationalExportController],
  providers: [
    ExchangeQueries,
    ImportFiles,
    RecordSinks,
    RowImporters,
    ImportRunner,
    ImportService,
    ExportService,
    NationalQueries,
    NationalExport,
    ...commandHandlers(importJob, [StartImport, RefuseRows, CompleteImport]),
  ],
  exports: [ImportService, ExportService],
})
export class ExchangeModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** What reads uploads (`http/upload.ts`): imports are the largest; a CLI has no HTTP to teach. */
  onModuleInit(): void {
    const http = this.host.httpAdapter?.getInstance<FastifyInstance | undefined>();
    // Not awaited: that would boot Fastify before Nest has set the handler of its errors.
    void http?.register(fastifyMultipart, {
      limits: { files: 1, fields: 0, fileSize: UPLOAD_MEGABYTES_MAX * 1024 * 1024 },
    });
  }
}
