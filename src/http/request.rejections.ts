import type { RefusalCatalogue } from '../kernel/rejection.js';

/** What can be wrong with a request before any rule of the business is asked. */
export const requestRejections = {
  'request/malformed-json': {
    status: 400,
    zh: '请求内容不是有效的 JSON。',
    en: 'The body is not valid JSON.',
  },
  'request/invalid': {
    status: 400,
    zh: '有 {count} 处填写不符合要求，见 errors。',
    en: '{count} fields are not as required; see errors.',
  },
  'request/too-large': {
    status: 413,
    zh: '内容过大，上限 {limitBytes} 字节。',
    en: 'Too large: the limit is {limitBytes} bytes.',
  },
  'request/unsupported-media-type': {
    status: 400,
    zh: '不支持这种内容类型，请使用 application/json。',
    en: 'Unsupported content type; send application/json.',
  },
  'request/not-found': { status: 404, zh: '没有这个地址。', en: 'There is nothing here.' },
  'request/not-an-id': {
    status: 400,
    zh: '“{parameter}”不是有效的编号。',
    en: '"{parameter}" is not an id.',
  },
  'request/idempotency-key-missing': {
    status: 400,
    zh: '写入请求需要 Idempotency-Key 请求头（8 到 200 个字符）。',
    en: 'A write needs an Idempotency-Key header (8 to 200 characters).',
  },
  'request/idempotency-key-malformed': {
    status: 400,
    zh: 'Idempotency-Key 须为 8 到 200 个可见的 ASCII 字符。',
    en: 'Idempotency-Key must be 8 to 200 visible ASCII characters.',
  },
  'request/idempotency-key-reused': {
    status: 422,
    zh: '这个 Idempotency-Key 已用于内容不同的请求。',
    en: 'This Idempotency-Key was used before with other input.',
  },
  'request/if-match-malformed': {
    status: 400,
    zh: 'If-Match 须为带引号的版本号，例如 "7"。',
    en: 'If-Match must be a quoted revision, such as "7".',
  },
  'request/stale-revision': {
    status: 412,
    zh: '内容已被他人更改（您的版本 {expected}，现为 {actual}），请刷新后再试。',
    en: 'Somebody changed it meanwhile (yours {expected}, now {actual}): reload and try again.',
  },
  'request/busy': {
    status: 503,
    zh: '此刻过于繁忙，请用同一 Idempotency-Key 重试。',
    en: 'Too busy right now: repeat with the same Idempotency-Key.',
  },
  'request/too-many': {
    status: 429,
    zh: '请求过于频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests: try again in {seconds} seconds.',
  },
  'request/too-many-streams': {
    status: 503,
    zh: '实时画面的连接已满，请 {seconds} 秒后再试。',
    en: 'No live connection is free: try again in {seconds} seconds.',
  },
  'request/store-unavailable': {
    status: 503,
    zh: '账本暂时无法写入（{fault}），请用同一 Idempotency-Key 重试。',
    en: 'The ledger cannot be written now ({fault}): repeat with the same Idempotency-Key.',
  },
} as const satisfies RefusalCatalogue;
