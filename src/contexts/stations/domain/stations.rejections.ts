import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const stationsRejections = {
  'stations/already-registered': {
    status: 409,
    zh: '该组织已经登记。',
    en: 'This organisation is registered already.',
  },
  'stations/organisation-unknown': {
    status: 404,
    zh: '没有这个组织。',
    en: 'There is no such organisation.',
  },
  'stations/station-unknown': {
    status: 404,
    zh: '没有这个站点。',
    en: 'There is no such station.',
  },
  'stations/station-already-open': {
    status: 409,
    zh: '该站点已经设立。',
    en: 'This station is open already.',
  },
  'stations/credit-code-malformed': {
    status: 422,
    zh: '统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。',
    en: 'A unified social credit code has 18 digits or capitals (without I, O, S, V, Z).',
  },
  'stations/division-code-malformed': {
    status: 422,
    zh: '区划代码应为 12 位数字。',
    en: 'A division code has 12 digits.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(stationsRejections);
