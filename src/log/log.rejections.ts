import { type RefusalCatalogue, rejecting } from '../kernel/rejection.js';

export const logRejections = {
  'log/nothing-signed-yet': {
    status: 404,
    zh: '日志还没有签署过检查点，请稍后再试。',
    en: 'The log has not signed a checkpoint yet: try again in a moment.',
  },
  'log/no-such-tile': {
    status: 404,
    zh: '没有这个哈希块；请先读取检查点，只请求其大小以内的块。',
    en: 'There is no such tile: read the checkpoint first and ask for tiles within its size.',
  },
  'log/not-in-log-yet': {
    status: 404,
    zh: '日志的检查点尚未包含该事件，请稍后再试。',
    en: 'No checkpoint of the log covers this event yet: try again in a moment.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(logRejections);
