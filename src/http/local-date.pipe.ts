import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { isLocalDate, type LocalDate } from '../kernel/calendar.js';
import { InvalidInput } from './invalid-input.js';

/** A day as part of a path, or in a query where it may be left out. */
@Injectable()
export class LocalDatePipe implements PipeTransform<unknown, LocalDate | undefined> {
  /** @throws InvalidInput */
  transform(value: unknown, { data: field = 'day' }: ArgumentMetadata): LocalDate | undefined {
    if (value === undefined || isLocalDate(value)) return value;
    const message = `${field} must be a day that there is, as YYYY-MM-DD`;
    throw new InvalidInput([{ field, rule: 'date', message }]);
  }
}
