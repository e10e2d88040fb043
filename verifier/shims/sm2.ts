/** No QR code and no file is signed with SM2 alone (docs/adr/0048): the page needs none of it. */
export const sm2Holds = (): boolean => false;
export const signSm2 = refuse;
export const sm2PairOf = refuse;

function refuse(): never {
  throw new Error('a verifier signs nothing');
}
