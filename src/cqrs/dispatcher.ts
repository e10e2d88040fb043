import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from '../kernel/message.js';
import type { Receipt } from './decider-executor.js';

/** The command bus, typed: every command of ours answers with a receipt. */
@Injectable()
export class Dispatcher {
  constructor(private readonly bus: CommandBus) {}

  dispatch(command: Command): Promise<Receipt> {
    return this.bus.execute(command as never) as Promise<Receipt>;
  }
}
