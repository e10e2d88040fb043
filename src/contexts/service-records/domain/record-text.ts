/**
 * What a record says in words. It may name people, so it stands in the vault (subject = volunteer,
 * kind `record`, id = record) and never in an event.
 */
export type RecordText = {
  readonly project: string;
  readonly activity: string;
  readonly place: string;
  readonly content: string;
  readonly leader: string;
  readonly unit: string;
  /** Why it was entered afterwards; empty for sign-ins and imports. */
  readonly reason: string;
  /** Why the day was so long, when somebody typed it in. */
  readonly longDayReason?: string;
};
