import QRCode from 'qrcode';
import type { Canvas } from './canvas.js';
import { BLACK, MM, WHITE } from './theme.js';

/** A QR code ready to be drawn; sizes in points, with the quiet zone. */
export interface QrSymbol {
  readonly version: number;
  readonly side: number;
  readonly modules: number;
  draw(canvas: Canvas, x: number, y: number): void;
}

/** Half a millimetre: the smallest module that phones and 150 dpi scans read. */
export const MODULE = 0.5 * MM;
/** ISO/IEC 18004, 6.3.8. */
const QUIET_MODULES = 4;

/** The address in byte mode and the digits in numeric mode, error correction M. */
export function qrSymbol(address: string, digits: string): QrSymbol {
  const { modules, version } = QRCode.create(
    [
      { data: Buffer.from(`${address}#`, 'latin1'), mode: 'byte' },
      { data: digits, mode: 'numeric' },
    ],
    { errorCorrectionLevel: 'M' },
  );
  const side = (modules.size + QUIET_MODULES * 2) * MODULE;
  return {
    version,
    side,
    modules: modules.size,
    draw: (canvas, x, y) => {
      canvas.fill({ x, y, width: side, height: side }, WHITE);
      const [left, top] = [x + QUIET_MODULES * MODULE, y + QUIET_MODULES * MODULE];
      canvas.write(
        `q ${BLACK.join(' ')} rg ${MODULE.toFixed(5)} 0 0 ${MODULE.toFixed(5)} ` +
          `${left.toFixed(3)} ${top.toFixed(3)} cm ${darkRuns(modules).join(' ')} f Q`,
      );
    },
  };
}

/** Neighbouring dark modules of a row as one rectangle, so that no hairline parts them. */
function darkRuns(modules: QRCode.BitMatrix): string[] {
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const start = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      if (column > start) runs.push(`${start} ${row} ${column - start} 1 re`);
    }
  }
  return runs;
}
