import { type RefusalCatalogue, rejecting } from '../../../kernel/rejection.js';

export const webhooksRejections = {
  'webhooks/organisation-unknown': {
    status: 404,
    zh: '没有这个组织。',
    en: 'There is no such organisation.',
  },
  'webhooks/endpoint-unknown': {
    status: 404,
    zh: '该组织没有这个推送地址。',
    en: 'This organisation has no such endpoint.',
  },
  'webhooks/endpoint-removed': {
    status: 409,
    zh: '该推送地址已删除，请重新登记。',
    en: 'This endpoint was removed: register it anew.',
  },
  'webhooks/already-registered': {
    status: 409,
    zh: '该推送地址已经登记。',
    en: 'This endpoint is registered already.',
  },
  'webhooks/too-many-endpoints': {
    status: 422,
    zh: '一个组织最多登记 {most} 个推送地址，请先删除不用的。',
    en: 'An organisation has at most {most} endpoints: remove one first.',
  },
  'webhooks/no-event-types': {
    status: 422,
    zh: '请至少选择一种要推送的事件。',
    en: 'Choose at least one type of event.',
  },
  'webhooks/event-type-unknown': {
    status: 422,
    zh: '不能推送这种事件：{eventType}。',
    en: 'This type of event is not delivered: {eventType}.',
  },
  'webhooks/url-malformed': {
    status: 422,
    zh: '推送地址不是有效的网址（不得带 # 部分）。',
    en: 'The address is not a valid URL (without a # part).',
  },
  'webhooks/url-not-https': {
    status: 422,
    zh: '推送地址须以 https:// 开头。',
    en: 'The address must begin with https://.',
  },
  'webhooks/url-carries-credentials': {
    status: 422,
    zh: '推送地址中不得含有用户名或密码；消息由签名证明。',
    en: 'The address must not hold a user name or password; messages are proved by their signature.',
  },
  'webhooks/host-unknown': {
    status: 422,
    zh: '找不到这个主机名，请检查推送地址。',
    en: 'The host name cannot be resolved: check the address.',
  },
  'webhooks/address-not-public': {
    status: 422,
    zh: '推送地址指向内部网络，不能使用。',
    en: 'The address leads into a private network and is not allowed.',
  },
} as const satisfies RefusalCatalogue;

export const reject = rejecting(webhooksRejections);
