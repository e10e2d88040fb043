/** Whose timestamp it is takes the certificates of an authority: a page leaves that to readers of PDFs. */
export function stampOf(): Record<string, never> {
  return {};
}
