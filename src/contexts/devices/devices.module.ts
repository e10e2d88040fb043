import { Module } from '@nestjs/common';
import { commandHandlers } from '../../cqrs/command-handlers.js';
import { CardDesk } from './cards.handlers.js';
import { DevicePages } from './device-pages.controller.js';
import { DeviceScansController } from './device-scans.controller.js';
import { DevicesController } from './devices.controller.js';
import { DeviceDesk } from './devices.handlers.js';
import { DevicesQueries } from './devices.queries.js';
import { AnnounceDevice, EnrolDevice, EnrolPhone, RevokeDevice } from './domain/device.commands.js';
import { device } from './domain/device.decider.js';
import { IssueCard, RevokeCard } from './domain/personal-card.commands.js';
import { personalCard } from './domain/personal-card.decider.js';
import { LogScan } from './domain/scan-log.commands.js';
import { scanLog } from './domain/scan-log.decider.js';
import { MyCodePages } from './my-code-pages.controller.js';
import { PersonalCodes } from './personal-codes.js';
import { PersonalCodesController } from './personal-codes.controller.js';
import { ScanReader } from './scan-reader.js';
import { ScanDesk } from './scans.handlers.js';

/** Scans go into an `AttendanceBook`, which the composition root supplies. */
@Module({
  controllers: [
    DevicesController,
    DeviceScansController,
    PersonalCodesController,
    DevicePages,
    MyCodePages,
  ],
  providers: [
    DevicesQueries,
    DeviceDesk,
    CardDesk,
    ScanReader,
    ScanDesk,
    PersonalCodes,
    ...commandHandlers(device, [AnnounceDevice, EnrolDevice, EnrolPhone, RevokeDevice]),
    ...commandHandlers(personalCard, [IssueCard, RevokeCard]),
    ...commandHandlers(scanLog, [LogScan]),
  ],
})
export class DevicesModule {}
