import fc from 'fast-check';
import { aMeta, given } from '../../../../test/support/given.js';
import { fold } from '../../../kernel/decider.js';
import { DELIVERABLE_TYPES } from './deliverable.policy.js';
import {
  type EndpointCommand,
  RegisterEndpoint,
  RemoveEndpoint,
  ResumeEndpoint,
  SuspendEndpoint,
} from './endpoint.commands.js';
import { endpoint, ENDPOINTS_MAX } from './endpoint.decider.js';
import type { EndpointEvent } from './endpoint.events.js';

const ids = { endpointId: 'e-1', organisationId: 'o-1' };
const [TOOK_EFFECT, VOIDED] = DELIVERABLE_TYPES;
const failed = { failure: 'status-500', tries: 10 };

const register = (over: Partial<RegisterEndpoint['data']> = {}) =>
  new RegisterEndpoint(
    { ...ids, eventTypes: [TOOK_EFFECT, VOIDED], registered: 0, ...over },
    aMeta(),
  );
const remove = new RemoveEndpoint(ids, aMeta());
const suspend = new SuspendEndpoint({ ...ids, ...failed }, aMeta());
const resume = new ResumeEndpoint(ids, aMeta());

const registered: EndpointEvent = {
  type: 'webhooks.EndpointRegistered',
  data: { ...ids, eventTypes: [TOOK_EFFECT, VOIDED] },
};
const removed: EndpointEvent = { type: 'webhooks.EndpointRemoved', data: ids };
const suspended: EndpointEvent = {
  type: 'webhooks.EndpointSuspended',
  data: { ...ids, ...failed },
};
const resumed: EndpointEvent = { type: 'webhooks.EndpointResumed', data: ids };

describe('registering an endpoint', () => {
  it('records what it wants to hear, each type once', () => {
    given(endpoint).when(register()).then([registered]);
    given(endpoint)
      .when(register({ eventTypes: [TOOK_EFFECT, VOIDED, TOOK_EFFECT] }))
      .then([registered]);
  });

  it('refuses a second time, also after it was removed', () => {
    given(endpoint, [registered]).when(register()).thenRefuses('webhooks/already-registered');
    given(endpoint, [registered, removed])
      .when(register())
      .thenRefuses('webhooks/already-registered');
  });

  it('refuses to be told nothing, or what nobody is told', () => {
    given(endpoint)
      .when(register({ eventTypes: [] }))
      .thenRefuses('webhooks/no-event-types');
    given(endpoint)
      .when(register({ eventTypes: [VOIDED, 'access.PasswordSet'] }))
      .thenRefuses('webhooks/event-type-unknown', { eventType: 'access.PasswordSet' });
  });

  it('refuses one more than an organisation may have', () => {
    given(endpoint)
      .when(register({ registered: ENDPOINTS_MAX - 1 }))
      .then([registered]);
    given(endpoint)
      .when(register({ registered: ENDPOINTS_MAX }))
      .thenRefuses('webhooks/too-many-endpoints', { most: ENDPOINTS_MAX });
  });
});

describe('removing an endpoint', () => {
  it('is for good, from whatever state, and quiet when done already', () => {
    given(endpoint, [registered]).when(remove).then([removed]);
    given(endpoint, [registered, suspended]).when(remove).then([removed]);
    given(endpoint, [registered, removed]).when(remove).thenNothing();
  });
});

describe('suspending an endpoint', () => {
  it('says what failed and how often it was tried', () => {
    given(endpoint, [registered]).when(suspend).then([suspended]);
    given(endpoint, [registered, suspended, resumed]).when(suspend).then([suspended]);
  });

  it('is quiet when nothing is sent anyway', () => {
    given(endpoint, [registered, suspended]).when(suspend).thenNothing();
    given(endpoint, [registered, removed]).when(suspend).thenNothing();
  });
});

describe('resuming an endpoint', () => {
  it('takes back the suspension, and is quiet when there is none', () => {
    given(endpoint, [registered, suspended]).when(resume).then([resumed]);
    given(endpoint, [registered]).when(resume).thenNothing();
  });

  it('refuses for one that was removed', () => {
    given(endpoint, [registered, removed]).when(resume).thenRefuses('webhooks/endpoint-removed');
  });
});

it.each<[string, EndpointCommand]>([
  ['remove', remove],
  ['suspend', suspend],
  ['resume', resume],
])('refuses to %s what is not there or belongs to another organisation', (_, command) => {
  given(endpoint).when(command).thenRefuses('webhooks/endpoint-unknown');
  const data = { ...registered.data, organisationId: 'o-2', eventTypes: [VOIDED] };
  given(endpoint, [{ type: 'webhooks.EndpointRegistered', data }])
    .when(command)
    .thenRefuses('webhooks/endpoint-unknown');
});

it('whatever is asked, a second time at once it has nothing left to do', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(register(), remove, suspend, resume)), (commands) => {
      const events: EndpointEvent[] = [];
      for (const command of commands) {
        try {
          events.push(...endpoint.decide(command, fold(endpoint, events)));
        } catch {
          continue;
        }
        if (command.type === 'RegisterEndpoint') continue;
        expect(endpoint.decide(command, fold(endpoint, events))).toEqual([]);
      }
      const types = events.map(({ type }) => type);
      expect(types.filter((type) => type === 'webhooks.EndpointRegistered').length).toBeLessThan(2);
      expect(types.slice(0, -1)).not.toContain('webhooks.EndpointRemoved');
    }),
  );
});
