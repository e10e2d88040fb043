import type { EventMeta, Json, Recorded } from '../kernel/message.js';
import { EventStoreError } from './event-store.js';

/**
 * From stored text to the event the code of today understands; the only place that knows old
 * versions. A stored type is never renamed: a change of shape raises `schema` and adds an upcaster.
 */
export type Upcaster = (data: Json, meta: EventMeta) => Json;

/** `type` → `from schema` → step to the next schema. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

export interface StoredText {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/** The same where the driver has parsed the text already. */
export interface StoredJson extends Omit<StoredText, 'data' | 'meta'> {
  readonly data: Json;
  readonly meta: EventMeta;
}

export class EventCodec {
  constructor(private readonly upcasters: Upcasters = {}) {}

  decode(stored: StoredText): Recorded {
    const data = parse<Json>(stored.data, stored);
    const meta = parse<EventMeta>(stored.meta, stored);
    return this.upcast({ ...stored, data, meta });
  }

  upcast(stored: StoredJson): Recorded {
    const { meta } = stored;
    let { data } = stored;
    const steps = this.upcasters[stored.type];
    if (steps) {
      let schema = meta.schema;
      for (let step = steps[schema]; step; step = steps[schema]) {
        data = step(data, meta);
        schema += 1;
      }
    }
    const { id, stream, revision, position, type } = stored;
    return { id, stream, revision, position, type, data, meta };
  }
}

function parse<T>(text: string, at: StoredText): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new EventStoreError(
      'corrupt',
      `event ${at.id} (${at.stream} #${at.revision}, position ${at.position}) is not JSON`,
      { cause },
    );
  }
}
