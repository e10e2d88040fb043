export type ProofType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** How each kind of file begins. */
const BEGINNINGS: readonly (readonly [ProofType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

const ENDINGS: Readonly<Record<ProofType, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
};

/** What the bytes are, whatever anybody calls them; undefined for anything else. */
export function proofTypeOf(bytes: Uint8Array): ProofType | undefined {
  return BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0];
}

/** Do the file's name and stated type say what it is? A browser that knows no type says nothing. */
export function isCalled(type: ProofType, { fileName, mimeType }: FileClaims): boolean {
  const ending = /[.]([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const claimsNothing = mimeType === '' || mimeType === 'application/octet-stream';
  return ENDINGS[type].includes(ending) && (claimsNothing || mimeType === type);
}

export interface FileClaims {
  readonly fileName: string;
  readonly mimeType: string;
}
