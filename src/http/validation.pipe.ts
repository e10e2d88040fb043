import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { InvalidInput, type FieldError } from './invalid-input.js';

/** Shape only: known fields of the right type. What the shape means is the domain's to judge. */
export function validationPipe(): ValidationPipe {
  rememberRules();
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => new InvalidInput(flatten(errors)),
  });
}

/** What else stands where a field's name should may be anything: it is not repeated. */
const FIELD_NAME = /^(\d{1,4}|[A-Za-z]\w{0,63})$/;

type RulesOf = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

/**
 * For each request class-validator looks through the rules of every class of the product; those of
 * one class never change once it is declared.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  if (Object.hasOwn(storage, 'getTargetValidationMetadatas')) return;
  const search: RulesOf = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<RulesOf>>();
  storage.getTargetValidationMetadatas = (...asked) => {
    const [target, schema, ...groups] = asked;
    if (schema || groups.some(Boolean)) return search(...asked);
    const rules = known.get(target) ?? search(...asked);
    known.set(target, rules);
    return rules;
  };
}

function flatten(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap(({ property, value, constraints = {}, children = [] }) => {
    const name = FIELD_NAME.test(property) ? property : '…';
    const field = path ? `${path}.${name}` : name;
    const own = Object.entries(constraints).map(([rule, text]) => {
      return { field, rule, message: text.replace(property, name) };
    });
    if (value === undefined && own.length > 0 && !('whitelistValidation' in constraints)) {
      return [{ field, rule: 'required', message: `${name} is required` }];
    }
    return [...own, ...flatten(children, field)];
  });
}
