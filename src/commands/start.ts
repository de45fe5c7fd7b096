// The program from its words to its exit code: dispatch, the one catch at the top that prints errors, signals.

import { version } from '../../package.json';
import { systemClock } from '../platform/clock.ts';
import { proxySecrets, silenceLibraries, surroundings } from '../platform/env.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import { errorCode, restrictUmask } from '../platform/files.ts';
import { logger } from '../platform/log.ts';
import { systemRandom } from '../platform/random.ts';
import { registerSecret } from '../platform/redact.ts';
import { readArguments } from './arguments.ts';
import type { Context } from './context.ts';
import { loadCommand } from './dispatch.ts';
import { Interrupted, OutputClosed } from './endings.ts';
import { commandHelp, generalHelp } from './help.ts';
import { openLog } from './open-log.ts';
import { inertLine, writeOut } from './output.ts';
import { errorLines } from './print-error.ts';
import { TABLE } from './table.ts';

const COMPLETE = 'complete';

let endedBy: NodeJS.Signals | null = null;

/** Runs what the words say and leaves the exit code; never throws. */
export async function start(argv: readonly string[]): Promise<void> {
  // What no one awaits would be printed by the runtime, objects of requests and their headers included.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, crash);
  try {
    process.exitCode = argv[0] === COMPLETE ? await complete(argv.slice(1)) : await dispatch(argv);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
    // A reader that went away (`| head`) is no failure, nor is being told to stop.
    if (isEnding(error)) process.exitCode = EXIT.ok;
    else printError(error);
  }
  if (endedBy) dieOf(endedBy);
}

/** What the scripts of `busybody completions` call at the Tab key; no command of the table, since nobody types it. */
async function complete(argv: readonly string[]): Promise<number> {
  const { completeWords } = await import('./completions/complete.ts');
  writeOut(await completeWords(argv, surroundings()));
  return EXIT.ok;
}

async function dispatch(argv: readonly string[]): Promise<number> {
  // `busybody help poll`, as many programs have it.
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const invocation = readArguments(words, TABLE);
  const { flags } = invocation;
  if (flags.has('version')) return say(`busybody ${version}\n`);
  if (flags.has('help')) {
    const command = TABLE.commands.find(({ name }) => name === invocation.command);
    return say(invocation.named && command ? commandHelp(command, TABLE) : generalHelp(TABLE, version));
  }
  restrictUmask();
  silenceLibraries();
  const execute = await loadCommand(invocation.command);
  const around = surroundings();
  for (const secret of proxySecrets(around.env)) registerSecret(secret);
  const watched = invocation.command !== 'run' || around.stderr.isTerminal;
  const logged = flags.has('log-file');
  const note = (line: string) => {
    if (!flags.has('quiet')) warn(line);
  };
  const context: Context = {
    ...around,
    // No progress line where quiet is asked for: one is drawn only where there may be colour.
    stderr: flags.has('quiet') ? { ...around.stderr, color: false } : around.stderr,
    words: invocation.words,
    flags,
    executable: process.execPath,
    clock: systemClock,
    random: systemRandom,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    out: writeOut,
    note,
    warn,
    done: (line) => {
      if (watched) note(line);
      if (!watched || logged) logger(invocation.command).info('{line}', { line });
    },
    report: (error) => {
      printError(error);
      if (logged) logger(invocation.command).error('{error}', { error });
    },
    cancellable,
  };
  using _log = openLog(context);
  try {
    return await execute(context);
  } catch (error) {
    if (logged && !isEnding(error)) logger(invocation.command).error('{error}', { error });
    throw error;
  }
}

function crash(error: unknown): void {
  // Nobody reads standard error any more; what is to be done is still done.
  if (errorCode(error) === 'EPIPE') return;
  printError(error);
  process.exit(EXIT.failed);
}

function isEnding(error: unknown): boolean {
  return error instanceof OutputClosed || error instanceof Interrupted;
}

function say(text: string): number {
  writeOut(text);
  return EXIT.ok;
}

function warn(line: string): void {
  process.stderr.write(inertLine(line));
}

async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (endedBy) dieOf(signal);
    endedBy = signal;
    process.stderr.write(`busybody: ${signal}: ending after the step at hand; once more ends at once\n`);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    const result = await work(controller.signal);
    if (endedBy) throw new Interrupted();
    return result;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

/** As if there were no handler, so that the shell and systemd see what ended the program. */
function dieOf(signal: NodeJS.Signals): void {
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}

function printError(error: unknown): void {
  process.stderr.write(errorLines(error, { stack: process.argv.slice(2).some((word) => /^-v{2,}$/.test(word)) }));
}
