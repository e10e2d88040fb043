import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const exchangeRejections = {
  'exchange/empty-file': { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  'exchange/no-rows': {
    status: 422,
    zh: '文件只有表头，没有数据行。',
    en: 'The file has a header and no rows.',
  },
  'exchange/not-a-spreadsheet': {
    status: 422,
    zh: '这不是电子表格。请使用 .xlsx 或 CSV；旧的 .xls 请先另存为 .xlsx。',
    en: 'This is no spreadsheet. Use .xlsx or CSV; save an old .xls as .xlsx first.',
  },
  'exchange/encoding-unknown': {
    status: 422,
    zh: '无法识别文字编码。CSV 请保存为 UTF-8 或 GB 18030。',
    en: 'The text encoding is not known. Save the CSV as UTF-8 or GB 18030.',
  },
  'exchange/csv-malformed': {
    status: 422,
    zh: '第 {line} 行附近的引号不成对，无法读取 CSV。',
    en: 'The CSV cannot be read: a quote near line {line} is not closed or stands astray.',
  },
  'exchange/column-missing': {
    status: 422,
    zh: '缺少列：{columns}。',
    en: 'Columns are missing: {columns}.',
  },
  'exchange/column-twice': {
    status: 422,
    zh: '列“{column}”出现了两次。',
    en: 'The column "{column}" stands twice.',
  },
  'exchange/row-not-standing': {
    status: 422,
    zh: '这一行在原系统中已删除或已拒绝，不再计入。',
    en: 'The row was deleted or refused in the system it comes from: it is no hour.',
  },
  'exchange/row-not-signed-out': {
    status: 422,
    zh: '这一行在原系统中尚未签退，请先在原系统中结束。',
    en: 'The row is not signed out in the system it comes from: finish it there first.',
  },
  'exchange/state-unknown': {
    status: 422,
    zh: '状态代码应为 0 至 5，或留空。',
    en: 'A state is 0 to 5, or empty.',
  },
  'exchange/file-too-large': {
    status: 413,
    zh: '文件过大，上限为 {limitMegabytes} MB。',
    en: 'The file is too large: the limit is {limitMegabytes} MB.',
  },
  'exchange/too-many-rows': {
    status: 422,
    zh: '行数过多，上限为 {limit} 行，请拆分后导入。',
    en: 'Too many rows: the limit is {limit}. Split the file.',
  },
  'exchange/file-missing': {
    status: 400,
    zh: '请求中没有文件，请用 multipart/form-data 上传。',
    en: 'There is no file in the request: send it as multipart/form-data.',
  },
  'exchange/file-unreadable': {
    status: 404,
    zh: '读不到这个文件。',
    en: 'The file cannot be read.',
  },
  'exchange/row-malformed': {
    status: 422,
    zh: '这一行的单元格比表头多，多半是逗号没有加引号。',
    en: 'The row has more cells than the header: a comma probably lacks its quotes.',
  },
  'exchange/id-type-unknown': {
    status: 422,
    zh: '不认识的证件类型。',
    en: 'The ID type is not known.',
  },
  'exchange/time-malformed': {
    status: 422,
    zh: '时间应写作 时:分，例如 09:30。',
    en: 'A time is written as hours:minutes, such as 09:30.',
  },
  'exchange/hours-malformed': {
    status: 422,
    zh: '服务时长应为小时数，最多两位小数。',
    en: 'Hours are a number with at most two decimals.',
  },
  'exchange/activity-missing': {
    status: 422,
    zh: '缺少活动名称。',
    en: 'The name of the activity is missing.',
  },
  'exchange/text-malformed': {
    status: 422,
    zh: '文字过长（上限 2000 字）或含有控制字符。',
    en: 'A text is too long (limit 2000 characters) or holds control characters.',
  },
  'exchange/outside-scope': {
    status: 403,
    zh: '居住社区不在您的管辖范围内。',
    en: 'The community of residence is outside your scope.',
  },
  'exchange/import-unknown': {
    status: 404,
    zh: '没有这次导入。',
    en: 'There is no such import.',
  },
  'exchange/purpose-missing': {
    status: 422,
    zh: '导出完整的姓名和证件号码须写明用途（purpose）。',
    en: 'Names and ID numbers in full need a purpose.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(exchangeRejections);
