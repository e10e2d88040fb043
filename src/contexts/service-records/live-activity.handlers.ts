import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { SseStream } from '../../http/sse.js';
import { localDateOf, millis } from '../../kernel/calendar.js';
import type { Recorded } from '../../kernel/message.js';
import { Clock } from '../../platform/clock.js';
import { LOGGER } from '../../platform/tokens.js';
import { Projector } from '../../projections/projector.js';
import type { RecordSubmitted, SignedIn } from './domain/service-book.events.js';
import { type Attendance, ServiceRecordsQueries } from './service-records.queries.js';
import { SignInDesk } from './sign-in.handlers.js';

/** An activity's attendance is looked up at most so often, however many watch and sign in. */
const ATTENDANCE_EVERY_MS = 1_000;
/** Codes change by the clock on the wall; a timer that fires early would show the old ones again. */
const CODES_LATE_MS = 50;

type Arrival = SignedIn | RecordSubmitted;
const ARRIVALS: ReadonlySet<string> = new Set<Arrival['type']>([
  'service-records.SignedIn',
  'service-records.RecordSubmitted',
]);

/**
 * What the screens at the activities show while they show it. Nothing here has to arrive: whoever
 * connects gets the whole state, and every change of the codes looks at the attendance again.
 */
@Injectable()
export class LiveActivities implements OnModuleInit, OnModuleDestroy {
  readonly #screens = new Map<string, Screen>();
  #stopListening: () => void = () => undefined;

  constructor(
    private readonly desk: SignInDesk,
    private readonly queries: ServiceRecordsQueries,
    private readonly projector: Projector,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.#stopListening = this.projector.onAdvanced((events) => this.#notice(events));
  }

  onModuleDestroy(): void {
    this.#stopListening();
    for (const screen of [...this.#screens.values()]) screen.close();
  }

  /** Activities that somebody watches. */
  get watched(): number {
    return this.#screens.size;
  }

  watch(activityId: string, viewer: SseStream): void {
    const screen = this.#screens.get(activityId) ?? this.#open(activityId);
    screen.add(viewer);
  }

  #open(activityId: string): Screen {
    const screen = new Screen({
      codes: () => this.desk.screen(activityId),
      attendance: () => this.queries.attendance(activityId, localDateOf(this.clock.now())),
      now: () => millis(this.clock.now()),
      onFailure: (err) => this.logger.error({ err, activityId }, 'live activity'),
      onClose: () => this.#screens.delete(activityId),
    });
    this.#screens.set(activityId, screen);
    return screen;
  }

  #notice(events: readonly Recorded[]): void {
    if (this.#screens.size === 0) return;
    for (const event of events.filter(isArrival)) {
      const { activityId } = event.data;
      if (activityId !== null) this.#screens.get(activityId)?.attendanceChanged();
    }
  }
}

function isArrival(event: Recorded): event is Recorded<Arrival> {
  return ARRIVALS.has(event.type);
}

interface ScreenParts {
  readonly codes: () => { readonly refreshAt: string };
  readonly attendance: () => Attendance;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
  readonly onClose: () => void;
}

/** One activity and all who watch it: looked up once, told to everybody. */
class Screen {
  readonly #viewers = new Set<SseStream>();
  #attendance: Attendance | undefined;
  #codesTimer: NodeJS.Timeout | undefined;
  #attendanceTimer: NodeJS.Timeout | undefined;
  #isStale = false;

  constructor(private readonly parts: ScreenParts) {}

  add(viewer: SseStream): void {
    this.#viewers.add(viewer);
    viewer.onEnd(() => this.#remove(viewer));
    this.#orClose(() => {
      this.#attendance ??= this.parts.attendance();
      viewer.send('codes', this.parts.codes());
      viewer.send('attendance', this.#attendance);
      if (this.#codesTimer === undefined) this.#scheduleCodes();
    });
  }

  /** At once after a quiet second, else when the second is over. */
  attendanceChanged(): void {
    this.#isStale = true;
    if (this.#attendanceTimer === undefined) this.#orClose(() => this.#tellAttendance());
  }

  /** Its viewers come again by themselves, to a screen that is made anew. */
  close(): void {
    for (const viewer of [...this.#viewers]) viewer.end();
  }

  #remove(viewer: SseStream): void {
    if (!this.#viewers.delete(viewer) || this.#viewers.size > 0) return;
    clearTimeout(this.#codesTimer);
    clearTimeout(this.#attendanceTimer);
    this.parts.onClose();
  }

  #tellCodes(): void {
    const codes = this.parts.codes();
    for (const viewer of [...this.#viewers]) viewer.send('codes', codes);
    this.attendanceChanged();
    this.#scheduleCodes();
  }

  #scheduleCodes(): void {
    if (this.#viewers.size === 0) return;
    const wait = millis(this.parts.codes().refreshAt) - this.parts.now();
    this.#codesTimer = setTimeout(
      () => this.#orClose(() => this.#tellCodes()),
      wait + CODES_LATE_MS,
    );
  }

  #tellAttendance(): void {
    this.#isStale = false;
    const now = this.parts.attendance();
    const before = this.#attendance;
    this.#attendance = now;
    if (before?.signedIn !== now.signedIn || before.signedOut !== now.signedOut) {
      for (const viewer of [...this.#viewers]) viewer.send('attendance', now);
    }
    if (this.#viewers.size > 0) this.#pauseAttendance();
  }

  #pauseAttendance(): void {
    this.#attendanceTimer = setTimeout(() => {
      this.#attendanceTimer = undefined;
      if (this.#isStale) this.#orClose(() => this.#tellAttendance());
    }, ATTENDANCE_EVERY_MS);
  }

  /** From a timer or the projector nobody would catch it, and they must go on. */
  #orClose(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.parts.onFailure(error);
      this.close();
    }
  }
}
