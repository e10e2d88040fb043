import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidInput } from './invalid-input.js';

/** Levels of GB/T 2260 and GB/T 10114: a pool may stand at any of them. */
const DIVISION = /^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

/** A division code as part of a path. */
@Injectable()
export class DivisionCodePipe implements PipeTransform<string, string> {
  /** @throws InvalidInput */
  transform(value: string): string {
    if (DIVISION.test(value)) return value;
    const message = 'must be a division code of 2, 4, 6, 9 or 12 digits';
    throw new InvalidInput([{ field: 'divisionCode', rule: 'division', message }]);
  }
}
