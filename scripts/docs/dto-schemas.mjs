import 'reflect-metadata';
import transformed from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';

/** JSON schema of what a validator asks of a value; what is not listed says nothing about shape. */
const FACETS = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isNumberString: () => ({ type: 'string', pattern: '^[0-9]+$' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  date: () => ({ type: 'string', format: 'date' }),
  isIn: ([values]) => ({ enum: values }),
  isEnum: ([, values]) => ({ enum: values }),
  equals: ([value]) => ({ const: value }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  minLength: ([minLength]) => ({ minLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
  matches: ([pattern]) => ({ type: 'string', pattern: pattern.source }),
  arrayMinSize: ([minItems]) => ({ minItems }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/**
 * Schemas of the named DTO classes and of every class nested in them. They come from the validators
 * that check the input, so the page cannot promise another shape than the service accepts.
 */
export function dtoSchemas(names) {
  const validated = [...getMetadataStorage().validationMetadatas.keys()];
  const classes = new Map(validated.map((dto) => [dto.name, dto]));
  // A name stands for one shape; Nest's document would take the last of two for both.
  const twice = validated.filter((dto) => classes.get(dto.name) !== dto).map(({ name }) => name);
  if (twice.length > 0) throw new Error(`two DTOs of one name: ${twice.join(', ')}`);
  const schemas = {};
  const wanted = [...names];
  while (wanted.length > 0) {
    const name = wanted.pop();
    const dto = classes.get(name);
    if (schemas[name]) continue;
    schemas[name] = dto ? schemaOf(dto, (nested) => wanted.push(nested)) : { type: 'object' };
  }
  return schemas;
}

function schemaOf(dto, want) {
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const properties = {};
  const optional = new Set();
  for (const metadata of metadatas) {
    const name = metadata.propertyName;
    properties[name] ??= schemaOfType(Reflect.getMetadata('design:type', dto.prototype, name));
    if (metadata.type === 'conditionalValidation') optional.add(name);
    merge(properties[name], facetOf(metadata, dto, want), metadata.each);
  }
  const required = Object.keys(properties).filter((name) => !optional.has(name));
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function schemaOfType(type) {
  const plain = { String: 'string', Number: 'number', Boolean: 'boolean', Array: 'array' };
  return plain[type?.name] ? { type: plain[type.name] } : {};
}

function facetOf(metadata, dto, want) {
  if (metadata.type === 'nestedValidation') return nestedFacet(metadata, dto, want);
  const facet = FACETS[metadata.name ?? metadata.type];
  return facet ? facet(metadata.constraints ?? []) : {};
}

function nestedFacet({ propertyName }, dto, want) {
  const type = transformed.defaultMetadataStorage.findTypeMetadata(dto, propertyName);
  const nested = type?.typeFunction();
  if (!nested) return {};
  want(nested.name);
  return { $ref: `#/components/schemas/${nested.name}` };
}

function merge(schema, facet, each) {
  if (!each) return Object.assign(schema, facet);
  schema.type = 'array';
  schema.items = { ...schema.items, ...facet };
  return schema;
}
