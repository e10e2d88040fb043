import jsqr from 'jsqr';
import QRCode from 'qrcode';
import { sampleKeys } from '../../../../test/support/issue-certificate.js';
import { sampleContent } from '../../../../test/support/sample-certificate.js';
import { issueToken, qrText } from '../signing/issue-token.js';
import { signerOf } from '../signing/signers.js';
import { MODULE, qrSymbol } from './qr-symbol.js';
import { MM } from './theme.js';

// jsqr is CommonJS: its function is the module under some loaders and its default under others.
const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const keys = sampleKeys();

describe('the QR code of a certificate', () => {
  it.each(['李明', '欧阳建国', '阿拉坦·其其格', '阿布都热西提·阿不都克里木江·买买提艾力'])(
    'of %s has modules of half a millimetre and is at most 38 mm wide',
    async (name) => {
      const content = sampleContent(300, name);
      const digits = await issueToken(content, signerOf(keys.token.privatePem));
      const symbol = qrSymbol(content.verifyUrl, digits);
      expect(MODULE / MM).toBeGreaterThanOrEqual(0.5);
      expect(symbol.version).toBeLessThanOrEqual(13);
      expect((symbol.modules * MODULE) / MM).toBeLessThanOrEqual(38);
      expect(symbol.side - symbol.modules * MODULE).toBeCloseTo(8 * MODULE);
    },
  );

  it('reads as the address with the digits behind the fragment sign', async () => {
    const content = sampleContent(20);
    const digits = await issueToken(content, signerOf(keys.token.privatePem));
    const { modules } = QRCode.create(
      [
        { data: Buffer.from(`${content.verifyUrl}#`), mode: 'byte' },
        { data: digits, mode: 'numeric' },
      ],
      { errorCorrectionLevel: 'M' },
    );
    expect(modules.size).toBe(qrSymbol(content.verifyUrl, digits).modules);
    const side = (modules.size + 8) * 4;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let at = 0; at < side * side; at += 1) {
      const [row, column] = [Math.floor(at / side), at % side].map((p) => Math.floor(p / 4) - 4);
      const isInside = (p = -1): boolean => p >= 0 && p < modules.size;
      if (isInside(row) && isInside(column) && modules.get(row ?? 0, column ?? 0)) {
        pixels.fill(0, at * 4, at * 4 + 3);
      }
    }
    expect(decode(pixels, side, side, { inversionAttempts: 'dontInvert' })?.data).toBe(
      qrText(content, digits),
    );
  });
});
