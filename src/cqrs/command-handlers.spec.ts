import { CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { EventCodec } from '../event-store/codec.js';
import { EventStore } from '../event-store/event-store.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { Decider } from '../kernel/decider.js';
import { type CommandMeta, type DomainEvent, SYSTEM_ACTOR } from '../kernel/message.js';
import { Rejection } from '../kernel/rejection.js';
import { commandHandlers } from './command-handlers.js';
import { DeciderExecutor } from './decider-executor.js';
import { Dispatcher } from './dispatcher.js';

class OpenDoor {
  readonly type = 'OpenDoor';
  constructor(
    readonly data: { readonly door: string },
    readonly meta: CommandMeta,
  ) {}
}
class CloseDoor {
  readonly type = 'CloseDoor';
  constructor(
    readonly data: { readonly door: string },
    readonly meta: CommandMeta,
  ) {}
}
type Moved = DomainEvent<'doors.Opened' | 'doors.Closed', null>;

const door: Decider<OpenDoor | CloseDoor, { open: boolean }, Moved> = {
  category: 'door',
  streamId: ({ data }) => data.door,
  initialState: () => ({ open: false }),
  decide: ({ type }, { open }) => {
    if (type === 'CloseDoor' && !open) throw new Rejection('doors/closed');
    return [{ type: type === 'OpenDoor' ? 'doors.Opened' : 'doors.Closed', data: null }];
  },
  evolve: (_, { type }) => ({ open: type === 'doors.Opened' }),
};

function meta(commandId: string): CommandMeta {
  return {
    commandId,
    inputHash: commandId,
    correlationId: commandId,
    actor: SYSTEM_ACTOR,
    channel: 'api',
    at: '2026-02-15T02:25:00.000Z',
  };
}

describe('command handlers made from a decider', () => {
  const store = new SqliteEventStore(':memory:', new EventCodec());
  let dispatcher: Dispatcher;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: EventStore, useValue: store },
        DeciderExecutor,
        Dispatcher,
        ...commandHandlers(door, [OpenDoor, CloseDoor]),
      ],
    }).compile();
    await module.init();
    dispatcher = module.get(Dispatcher);
  });
  afterAll(() => store.close());

  it('the bus finds the handler of each command class and answers with a receipt', async () => {
    await expect(
      dispatcher.dispatch(new OpenDoor({ door: 'a' }, meta('1'))),
    ).resolves.toMatchObject({ stream: 'door-a', revision: 0 });
    await expect(
      dispatcher.dispatch(new CloseDoor({ door: 'a' }, meta('2'))),
    ).resolves.toMatchObject({ stream: 'door-a', revision: 1 });
  });

  it('a refusal reaches the caller as it was thrown', async () => {
    const refused = dispatcher.dispatch(new CloseDoor({ door: 'b' }, meta('3')));
    await expect(refused).rejects.toBeInstanceOf(Rejection);
    await expect(refused).rejects.toMatchObject({ code: 'doors/closed' });
  });
});
