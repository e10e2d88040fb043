/** Which book: `<volunteer>.<year>` of the record's civil date in Asia/Shanghai. */
export interface BookKey {
  readonly volunteerId: string;
  readonly year: number;
}

export function bookId({ volunteerId, year }: BookKey): string {
  return `${volunteerId}.${year}`;
}
