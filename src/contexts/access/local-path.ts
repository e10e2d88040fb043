/** A path of this site and nothing else: a link must not lead elsewhere through our log-in. */
export function localPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/';
}
