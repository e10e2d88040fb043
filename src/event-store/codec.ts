import type { EventMeta, Json, Recorded } from '../kernel/message.js';
import { EventStoreError } from './event-store.js';

/**
 * From stored text to the event the code of today understands; the only place that knows old
 * versions. A stored type is never renamed: a change of shape raises `schema` and adds an upcaster.
 * An upcaster answers with new data and leaves alone what it is given: the log proves what was stored.
 */
export type Upcaster = (data: Json, meta: EventMeta) => Json;

/** `type` → `from schema` → step to the next schema. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;

export interface StoredText {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  /** Some drivers keep it as a number. */
  readonly position: string | number;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/** The same where the driver has parsed the text already. */
export interface StoredJson extends Omit<StoredText, 'position' | 'data' | 'meta'> {
  readonly position: string;
  readonly data: Json;
  readonly meta: EventMeta;
}

export class EventCodec {
  constructor(private readonly upcasters: Upcasters = {}) {}

  decode(stored: StoredText): Recorded {
    const { id, stream, revision, type } = stored;
    const position = String(stored.position);
    const meta = parse<EventMeta>(stored.meta, stored);
    const data = parse<Json>(stored.data, stored);
    const today = this.#today(type, data, meta);
    const recorded = { id, stream, revision, position, type, data: today, meta };
    return today === data ? recorded : { ...recorded, storedData: data };
  }

  upcast({ id, stream, revision, position, type, data, meta }: StoredJson): Recorded {
    const today = this.#today(type, data, meta);
    const recorded = { id, stream, revision, position, type, data: today, meta };
    return today === data ? recorded : { ...recorded, storedData: data };
  }

  #today(type: string, data: Json, meta: EventMeta): Json {
    const steps = this.upcasters[type];
    if (!steps) return data;
    let today = data;
    let schema = meta.schema;
    for (let step = steps[schema]; step; step = steps[schema]) {
      today = step(today, meta);
      schema += 1;
    }
    return today;
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
