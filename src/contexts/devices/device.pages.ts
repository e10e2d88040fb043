import { html, type Html, type PageContent } from '../../http/html.js';
import type { Language } from '../../http/language.js';
import { qrDrawing } from '../../http/qr.js';
import { localPartsOf } from '../../kernel/calendar.js';
import type { Announced, DeviceView } from './devices.handlers.js';
import type { StationFacts } from './devices.queries.js';
import { REVOCATION_REASONS, STATION_DEVICE_KINDS } from './domain/device.events.js';

const WORDS = {
  zh: {
    title: '站点设备',
    none: '还没有登记设备。',
    kind: '类型',
    status: '状态',
    announced: '待登记',
    enrolled: '使用中',
    revoked: '已停用',
    last: '最后序号',
    scans: '扫码次数',
    missing: '缺号',
    missingHint: '有扫码尚未上传，请让设备联网；一直缺号请查明原因。',
    doubted: '存疑',
    refused: '拒收',
    reused: '重复序号',
    reusedHint: '同一序号出现过两次不同的扫码，密钥可能被复制，请停用并重新登记。',
    seen: '最近上传',
    revoke: '停用',
    reason: '停用原因',
    add: '登记新设备',
    name: '名称',
    make: '生成登记码',
    code: '登记码',
    codeHint: '请在新设备上输入或扫描，{time} 前有效，只能用一次。',
    back: '返回设备列表',
    kiosk: '自助机',
    tablet: '平板或手机',
    scanner: '扫码枪',
    lost: '丢失',
    stolen: '被盗',
    replaced: '已更换',
    retired: '不再使用',
    misused: '违规使用',
    next: '下一页',
  },
  en: {
    title: 'Devices of the station',
    none: 'No devices yet.',
    kind: 'Kind',
    status: 'Status',
    announced: 'waiting to enrol',
    enrolled: 'in use',
    revoked: 'revoked',
    last: 'Last number',
    scans: 'Scans',
    missing: 'Missing numbers',
    missingHint:
      'Scans have not arrived yet: let the device go online. If they never come, find out why.',
    doubted: 'In doubt',
    refused: 'Refused',
    reused: 'Numbers used twice',
    reusedHint: 'One number came with two scans: the key may be copied. Revoke and enrol anew.',
    seen: 'Last upload',
    revoke: 'Revoke',
    reason: 'Reason',
    add: 'A new device',
    name: 'Name',
    make: 'Make an enrolment code',
    code: 'Enrolment code',
    codeHint: 'Type or scan it on the new device before {time}; it works once.',
    back: 'Back to the devices',
    kiosk: 'kiosk',
    tablet: 'tablet or phone',
    scanner: 'scanner',
    lost: 'lost',
    stolen: 'stolen',
    replaced: 'replaced',
    retired: 'retired',
    misused: 'misused',
    next: 'Next page',
  },
} as const satisfies Record<Language, Record<string, string>>;

type Words = (typeof WORDS)[Language];

export interface DeviceList {
  readonly station: StationFacts;
  readonly devices: readonly DeviceView[];
  readonly next: string | null;
  readonly mayManage: boolean;
  /** One key for each form on the page. */
  readonly newKey: () => string;
}

export function devicesPage(list: DeviceList, lang: Language): PageContent {
  const t = WORDS[lang];
  const { station, devices, next } = list;
  const here = `/station-devices/${station.stationId}`;
  const body = html`
    <h1>${t.title}</h1>
    <p><strong>${station.name}</strong></p>
    ${devices.length === 0 ? html`<p>${t.none}</p>` : devices.map((one) => section(one, list, t))}
    ${next === null ? '' : html`<a class="button" href="${here}?after=${next}">${t.next}</a>`}
    ${list.mayManage ? announceForm(here, list.newKey(), t) : ''}
  `;
  return { title: t.title, lang, body };
}

export function announcedPage(
  stationId: string,
  announced: Announced,
  lang: Language,
): PageContent {
  const t = WORDS[lang];
  const { enrolmentCode, expiresAt } = announced;
  const time = localPartsOf(expiresAt).time.slice(0, 5);
  const body = html`
    <h1>${t.code}</h1>
    <p><strong>${enrolmentCode.slice(0, 5)} ${enrolmentCode.slice(5)}</strong></p>
    ${qrDrawing(enrolmentCode, t.code)}
    <p class="hint">${t.codeHint.replace('{time}', time)}</p>
    <a class="button" href="/station-devices/${stationId}?lang=${lang}">${t.back}</a>
  `;
  return { title: t.code, lang, body };
}

function section(device: DeviceView, list: DeviceList, t: Words): Html {
  const { lastSequence, scans, doubted, refused, reused, missing, lastScanAt } = device;
  const { date, time } = lastScanAt === null ? { date: '—', time: '' } : localPartsOf(lastScanAt);
  const gaps = missing
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
    .join(', ');
  const isLive = device.status !== 'revoked' && list.mayManage;
  return html`
    <h2>${device.name ?? device.deviceId.slice(0, 8)}</h2>
    <table>
      <tr>
        <th>${t.kind}</th>
        <td>${t[device.kind === 'phone' ? 'tablet' : device.kind]}</td>
      </tr>
      <tr>
        <th>${t.status}</th>
        <td>${t[device.status]}</td>
      </tr>
      <tr>
        <th>${t.seen}</th>
        <td>${date} ${time}</td>
      </tr>
      <tr>
        <th>${t.last}</th>
        <td>${lastSequence}</td>
      </tr>
      <tr>
        <th>${t.scans}</th>
        <td>${scans}</td>
      </tr>
      <tr>
        <th>${t.doubted}</th>
        <td>${doubted}</td>
      </tr>
      <tr>
        <th>${t.refused}</th>
        <td>${refused}</td>
      </tr>
    </table>
    ${gaps === '' ? '' : html`<p class="error">${t.missing}：${gaps}。${t.missingHint}</p>`}
    ${reused === 0 ? '' : html`<p class="error">${t.reused}：${reused}。${t.reusedHint}</p>`}
    ${isLive ? revokeForm(device.deviceId, list, t) : ''}
  `;
}

function revokeForm(deviceId: string, { station, newKey }: DeviceList, t: Words): Html {
  return html`<form method="post" action="/station-devices/${station.stationId}/revocations">
    <input type="hidden" name="key" value="${newKey()}" />
    <input type="hidden" name="deviceId" value="${deviceId}" />
    <label for="reason-${deviceId}">${t.reason}</label>
    <select id="reason-${deviceId}" name="reason">
      ${REVOCATION_REASONS.map((reason) => html`<option value="${reason}">${t[reason]}</option>`)}
    </select>
    <button>${t.revoke}</button>
  </form>`;
}

function announceForm(here: string, key: string, t: Words): Html {
  return html`<h2>${t.add}</h2>
    <form method="post" action="${here}">
      <input type="hidden" name="key" value="${key}" />
      <label for="name">${t.name}</label>
      <input id="name" name="name" required maxlength="40" autocomplete="off" />
      <label for="kind">${t.kind}</label>
      <select id="kind" name="kind">
        ${STATION_DEVICE_KINDS.map((kind) => html`<option value="${kind}">${t[kind]}</option>`)}
      </select>
      <button>${t.make}</button>
    </form>`;
}
