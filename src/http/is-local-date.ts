import { ValidateBy } from 'class-validator';
import { isLocalDate } from '../kernel/calendar.js';

/** `YYYY-MM-DD`, and a day that there is: 31 November would never come, or never be over. */
export function IsLocalDate(): PropertyDecorator {
  return ValidateBy({
    name: 'date',
    validator: {
      validate: isLocalDate,
      defaultMessage: () => '$property must be a day that there is, as YYYY-MM-DD',
    },
  });
}
