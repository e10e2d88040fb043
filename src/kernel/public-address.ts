/** Part of a pattern: at most four parts of a path, of letters that stand for themselves. */
export const BASE_PATH = String.raw`(?:/[\w.~-]{1,40}){0,4}`;

/** Part of a pattern: an address that a QR code can carry, a plain host with or without a port and a path. */
export const PUBLIC_ADDRESS = String.raw`https?://[A-Za-z0-9.-]{1,80}(?::\d{1,5})?${BASE_PATH}`;
