import type { FastifyRequest } from 'fastify';
import { type FieldError, InvalidInput } from './invalid-input.js';

/** Levels of objects and lists; no body of ours has more than four. */
const DEPTH_MAX = 16;
/** Enough to find the mistake. */
const ERRORS_MAX = 20;

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * What no body of ours may hold, whatever it is about: text that is none (half a surrogate pair,
 * NUL), numbers beyond all bounds, names that mean something to JavaScript, lists of lists, and
 * nesting that would break whoever walks through it. Asked before anybody else looks at the body;
 * it walks without recursion itself.
 *
 * @throws InvalidInput
 */
export function requireWellFormedBody({ body }: Pick<FastifyRequest, 'body'>): void {
  const waiting: Place[] = [{ value: body, path: '', depth: 0 }];
  const errors: FieldError[] = [];
  for (let at = waiting.pop(); at && errors.length < ERRORS_MAX; at = waiting.pop()) {
    const fault = faultOf(at.value, at.depth);
    if (fault) errors.push({ field: at.path, ...fault });
    else waiting.push(...partsOf(at, errors));
  }
  if (errors.length > 0) throw new InvalidInput(errors);
}

type Fault = Omit<FieldError, 'field'>;

function faultOf(value: unknown, depth: number): Fault | undefined {
  if (typeof value === 'string') return isText(value) ? undefined : NO_TEXT;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : NO_NUMBER;
  if (depth > DEPTH_MAX) return TOO_DEEP;
  if (Array.isArray(value)) return value.some(Array.isArray) ? LIST_OF_LISTS : undefined;
  return undefined;
}

const NO_TEXT = { rule: 'text', message: 'must be well-formed text without NUL' };
const NO_NUMBER = { rule: 'number', message: 'must be a number within bounds' };
const TOO_DEEP = { rule: 'depth', message: `must not be nested deeper than ${DEPTH_MAX}` };
const LIST_OF_LISTS = { rule: 'list', message: 'must not be a list of lists' };
const NO_NAME = { rule: 'name', message: 'must not hold a field of this name' };

/** What lies inside; fields whose names are wrong are told and not entered. */
function partsOf({ value, path, depth }: Place, errors: FieldError[]): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts: Place[] = [];
  for (const [name, part] of Object.entries(value)) {
    if (isName(name)) {
      parts.push({ value: part, path: path ? `${path}.${name}` : name, depth: depth + 1 });
    } else errors.push({ field: path, ...NO_NAME });
  }
  return parts;
}

function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\u0000');
}

function isName(name: string): boolean {
  return isText(name) && name !== 'prototype' && !(name in Object.prototype);
}
