import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { serviceFile } from './service-files.js';

export interface ServiceOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node itself, such as `--cpu-prof`. */
  readonly nodeArgs?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const START_MS = 60_000;
const SETUP_TRIES = 1_200;
const SETUP_TRY_MS = 50;

/** The real service in a process of its own. */
export class ServiceProcess {
  private constructor(
    readonly process: ChildProcess,
    readonly baseUrl: string,
    /** Everything it has said on stderr so far. */
    readonly log: () => string,
    private readonly output: () => string,
  ) {}

  /** Started, and its port is open. */
  static start(options: ServiceOptions): Promise<ServiceProcess> {
    // Port 0: the system picks one that nobody uses.
    const env = { PORT: '0', ...options.env };
    return ServiceProcess.serve(serviceFile('main.js'), { ...options, env });
  }

  /** Any program that says `"address":"http://…"` on stderr when it listens. */
  static async serve(file: string, options: ServiceOptions): Promise<ServiceProcess> {
    const { child, output } = spawnNode(file, [], options);
    const said = await until(child, () => /"address":"([^"]+)"/.exec(output.stderr)?.[1]);
    if (said === undefined) {
      child.kill('SIGKILL');
      throw new Error(`the service did not start:\n${output.stderr}`);
    }
    return new ServiceProcess(
      child,
      said,
      () => output.stderr,
      () => output.stdout,
    );
  }

  /** The one-time set-up token, on a folder nobody has set up; it is printed after the start. */
  async setupToken(): Promise<string> {
    for (let tries = 0; tries < SETUP_TRIES; tries += 1) {
      const token = /token=([\w-]+)/.exec(this.output())?.[1];
      if (token !== undefined) return token;
      await after(SETUP_TRY_MS);
    }
    throw new Error('the service printed no set-up link');
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }
}

/** Runs `node <file> …args` to its end. */
export async function runNode(
  file: string,
  args: readonly string[],
  options: ServiceOptions,
): Promise<Ended> {
  const { child, output } = spawnNode(file, args, options);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

export function runCli(args: readonly string[], options: ServiceOptions): Promise<Ended> {
  return runNode(serviceFile('cli/main.js'), args, options);
}

/** Starts a command line and gives the process, for whoever wants to kill it. */
export function startCli(args: readonly string[], options: ServiceOptions): ChildProcess {
  return spawnNode(serviceFile('cli/main.js'), args, options).child;
}

function spawnNode(file: string, args: readonly string[], options: ServiceOptions) {
  const { dataDir, env = {}, nodeArgs = [] } = options;
  const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', PORT: '', ...env, DATA_DIR: dataDir },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return { child, output };
}

/** What the condition finds; undefined when the process ends or takes too long. */
function until<T>(child: ChildProcess, find: () => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      child.stderr?.off('data', check);
      child.off('close', settle);
      resolve(find());
    };
    const check = (): void => {
      if (find() !== undefined) settle();
    };
    const timer = setTimeout(settle, START_MS);
    child.stderr?.on('data', check);
    child.once('close', settle);
  });
}
