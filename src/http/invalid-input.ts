import { Rejection } from '../kernel/rejection.js';

/** One field that is not as required: where it is and which rule it breaks. */
export interface FieldError {
  /** A path such as `shifts.0.startsAt`. */
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** Malformed input: every field that is wrong, at once. */
export class InvalidInput extends Rejection {
  constructor(readonly errors: readonly FieldError[]) {
    super('request/invalid', { count: errors.length });
  }
}
