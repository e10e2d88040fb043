import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { InvalidInput, type FieldError } from './invalid-input.js';

/** Shape only: known fields of the right type. What the shape means is the domain's to judge. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidInput(flatten(errors)),
  });
}

function flatten(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = path ? `${path}.${property}` : property;
    const own = Object.entries(constraints).map(([rule, message]) => ({ field, rule, message }));
    return [...own, ...flatten(children, field)];
  });
}
