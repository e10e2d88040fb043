/** Names of things. Ids are UUID texts; whoever needs a fresh one gets it from an IdSource. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** 12 digits: province 2, prefecture 2, county 2, town 3, committee 3 (GB/T 2260, GB/T 10114). */
export function isDivisionCode(text: unknown): text is string {
  return typeof text === 'string' && /^\d{12}$/.test(text);
}
