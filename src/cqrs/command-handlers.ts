import { Inject, Injectable, type Provider, type Type } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { Decider } from '../kernel/decider.js';
import type { Command, DomainEvent } from '../kernel/message.js';
import { DeciderExecutor, type Receipt } from './decider-executor.js';

/**
 * One Nest handler per command of a decider: `commandHandlers(account, [ReserveCredit, …])`.
 * A command that needs facts from elsewhere has its own handler in `*.handlers.ts` instead.
 */
export function commandHandlers<C extends Command, S, E extends DomainEvent>(
  decider: Decider<C, S, E>,
  commands: readonly Type<C>[],
): Provider[] {
  return commands.map((command) => {
    @Injectable()
    class DeciderCommandHandler {
      constructor(@Inject(DeciderExecutor) private readonly executor: DeciderExecutor) {}

      execute(message: C): Promise<Receipt> {
        return this.executor.execute(decider, message);
      }
    }
    Object.defineProperty(DeciderCommandHandler, 'name', { value: `${command.name}Handler` });
    CommandHandler(command as never)(DeciderCommandHandler);
    return DeciderCommandHandler;
  });
}
