import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { audit } from '../audit/audit.js';
import { EXIT, type ExitCode, type Terminal, UsageError } from './terminal.js';

/**
 * `shizhang audit EXPORT`: a stranger's audit of exported events; 0 = clean, 1 = findings.
 * `--totals FILE` holds published figures against them.
 */
export async function auditCommand(
  file: string | undefined,
  totalsFile: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!file) throw new UsageError('audit: which export? (shizhang export FILE writes one)');
  const published: unknown =
    totalsFile === undefined ? undefined : JSON.parse(await textOf(totalsFile));
  const input = createReadStream(file, 'utf8');
  await opened(input, file);
  const report = await audit(createInterface({ input, crlfDelay: Infinity }), {
    published,
    onProgress: (events) => terminal.progress(`audit: ${events} events`),
  });
  terminal.progressDone();
  for (const { code, where, detail } of report.findings) {
    terminal.say(`${code}  ${where}  ${detail}`);
  }
  const { clean, events, found, findings, totals } = report;
  terminal.say(clean ? `audit: clean (${events} events)` : `audit: ${found} findings`);
  terminal.result({ clean, findings, found, events, totals });
  return clean ? EXIT.ok : EXIT.findings;
}

async function textOf(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new UsageError(`audit: ${file}: ${messageOf(error)}`);
  }
}

function opened(input: ReturnType<typeof createReadStream>, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    input.once('open', () => resolve());
    input.once('error', (error) => reject(new UsageError(`audit: ${file}: ${messageOf(error)}`)));
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
