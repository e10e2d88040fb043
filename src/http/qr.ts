import QRCode from 'qrcode';
import { escapeHtml, Html } from './html.js';

/** Modules of quiet zone (ISO/IEC 18004). */
const QUIET = 4;

/**
 * A code as part of a page: a drawing in the page itself, black on white whatever the colours of the
 * page, and as wide as there is room.
 *
 * @param label what it is, for who can't see it; escaped here
 */
export function qrDrawing(text: string, label: string): Html {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * QUIET;
  const dark = Array.from(modules.data, (bit, index) =>
    bit
      ? `M${(index % modules.size) + QUIET} ${Math.floor(index / modules.size) + QUIET}h1v1h-1z`
      : '',
  ).join('');
  const name = escapeHtml(label);
  return new Html(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" ` +
      `aria-label="${name}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/>` +
      `<path fill="#000" d="${dark}"/></svg>`,
  );
}
