/** The read model of the time bank; `time_bank_flow` is what a supply report as of a day sums up. */
export const TIME_BANK_TABLES = [
  'time_bank_posting',
  'time_bank_balance',
  'time_bank_flow',
  'time_bank_entry',
  'time_bank_part',
  'time_bank_account',
  'time_bank_issuer',
  'time_bank_hold',
  'time_bank_pool',
  'time_bank_pool_entry',
  'time_bank_acceptance',
  'time_bank_unit',
  'time_bank_home',
] as const;

export const TIME_BANK_SCHEMA = `
  CREATE TABLE time_bank_posting (
    event_id TEXT NOT NULL, line INTEGER NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL,
    centi_hours INTEGER NOT NULL, PRIMARY KEY (event_id, line)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_balance (
    account TEXT PRIMARY KEY, centi_hours INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_flow (
    day TEXT NOT NULL, kind TEXT NOT NULL, debit TEXT NOT NULL, credit TEXT NOT NULL,
    centi_hours INTEGER NOT NULL, PRIMARY KEY (day, kind, debit, credit)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_entry (
    volunteer_id TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    cause TEXT NOT NULL, change INTEGER NOT NULL, available INTEGER NOT NULL,
    held INTEGER NOT NULL, debt INTEGER NOT NULL, overflow INTEGER NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (volunteer_id, revision)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX time_bank_entry_by_time ON time_bank_entry (volunteer_id, at, revision);
  CREATE TABLE time_bank_part (
    volunteer_id TEXT NOT NULL, kind TEXT NOT NULL, issuer TEXT NOT NULL, grant_id TEXT NOT NULL,
    expires_at TEXT, centi_hours INTEGER NOT NULL,
    PRIMARY KEY (volunteer_id, kind, issuer, grant_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX time_bank_part_by_expiry ON time_bank_part (expires_at)
    WHERE expires_at IS NOT NULL;
  CREATE TABLE time_bank_account (
    volunteer_id TEXT PRIMARY KEY, standing TEXT NOT NULL, honour_only INTEGER NOT NULL,
    claim_until TEXT, revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX time_bank_account_by_standing ON time_bank_account (standing, claim_until);
  CREATE TABLE time_bank_issuer (
    volunteer_id TEXT NOT NULL, issuer TEXT NOT NULL, PRIMARY KEY (volunteer_id, issuer)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_hold (
    hold_id TEXT PRIMARY KEY, volunteer_id TEXT NOT NULL, station_id TEXT, provider_id TEXT,
    centi_hours INTEGER NOT NULL, held_at TEXT NOT NULL, expires_at TEXT NOT NULL,
    status TEXT NOT NULL, settled INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX time_bank_hold_by_expiry ON time_bank_hold (status, expires_at);
  CREATE INDEX time_bank_hold_by_station ON time_bank_hold (station_id, status);
  CREATE INDEX time_bank_hold_by_volunteer ON time_bank_hold (volunteer_id, held_at);
  CREATE TABLE time_bank_pool (
    division_code TEXT PRIMARY KEY, guarantor_id TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_pool_entry (
    division_code TEXT NOT NULL, revision INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    cause TEXT NOT NULL, change INTEGER NOT NULL, balance INTEGER NOT NULL, ground TEXT,
    approver TEXT, PRIMARY KEY (division_code, revision)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_acceptance (
    pair TEXT PRIMARY KEY, first_id TEXT NOT NULL, second_id TEXT NOT NULL, status TEXT NOT NULL,
    proposed_by TEXT, limit_centi_hours INTEGER NOT NULL, every_months INTEGER NOT NULL,
    next_netting_on TEXT, last_netted INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX time_bank_acceptance_by_first ON time_bank_acceptance (first_id);
  CREATE INDEX time_bank_acceptance_by_second ON time_bank_acceptance (second_id);
  CREATE INDEX time_bank_acceptance_by_netting ON time_bank_acceptance (next_netting_on);
  CREATE TABLE time_bank_unit (
    unit_id TEXT PRIMARY KEY, station_id TEXT, organisation_id TEXT NOT NULL,
    division_code TEXT NOT NULL, name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE time_bank_home (
    volunteer_id TEXT PRIMARY KEY, station_id TEXT, organisation_id TEXT,
    division_code TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
