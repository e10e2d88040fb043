/* The command line's own voice: results on stdout, progress and errors on stderr. */

export const EXIT = { ok: 0, findings: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake in how the command was called: exit code 2, with the usage line. */
export class UsageError extends Error {}

export class Terminal {
  constructor(readonly json: boolean) {}

  /** A line for people; silent with `--json`. */
  say(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** The one JSON line that ends a `--json` run. */
  result(value: object): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Overwrites itself on a terminal; a line now and then when redirected. */
  progress(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
    else process.stderr.write(`${text}\n`);
  }

  progressDone(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  }

  error(text: string): void {
    process.stderr.write(`${text}\n`);
  }
}
