// Logging, by @logtape/logtape: one sink, stderr or the file of --log-file, in the format of the Python program
// (`2026-03-01 09:12:00,000 INFO: text`, local time) so that existing log watchers keep working; short on terminals.
// Every line is masked (redact.ts), then escaped, then cut: a logged value can neither leak, nor fake a line, nor flood.

import { closeSync, openSync, writeSync } from 'node:fs';
import { configureSync, getLogger, type Logger, type LogRecord, resetSync } from '@logtape/logtape';
import { BusybodyError, errorText } from './errors.ts';
import { errorCode, PRIVATE_MODE, quote } from './files.ts';
import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

export interface LogOptions {
  readonly level: LogLevel;
  /** Appended to, created with mode 0600; stderr if absent. */
  readonly file?: string;
  /** Makes text safe to print: `printable` of domain/text.ts, which this floor may not import. */
  readonly escape: (text: string, options: { max: number }) => string;
  /** Of stderr: a short, coloured line instead of the full format. */
  readonly terminal?: { isTerminal: boolean; color: boolean };
  /** Where lines go without a file; default stderr. */
  readonly write?: (line: string) => void;
}

const ROOT = 'busybody';
const VALUE_COLUMNS = 500;
const LINE_COLUMNS = 4000;
const NAMES: Readonly<Record<LogRecord['level'], string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warning: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};
const COLORS: Readonly<Record<LogRecord['level'], string>> = {
  trace: '\u001b[2m',
  debug: '\u001b[2m',
  info: '\u001b[36m',
  warning: '\u001b[33m',
  error: '\u001b[31m',
  fatal: '\u001b[31m',
};

/** The logger of a room: `logger('poll')`. Silent until {@link setUpLog}. */
export function logger(...category: string[]): Logger {
  return getLogger([ROOT, ...category]);
}

/** `-q` error only, nothing warning, `-v` info, `-vv` debug; `-q` loses against `-v`. */
export function logLevel({ verbose, quiet }: { verbose: number; quiet: boolean }): LogLevel {
  if (verbose > 0) return verbose > 1 ? 'debug' : 'info';
  return quiet ? 'error' : 'warning';
}

/**
 * Starts logging; replaces what was set up before. Dispose it at the end to close the file.
 * @throws BusybodyError E_LOG_FILE where the file cannot be opened.
 */
export function setUpLog(options: LogOptions): Disposable {
  const fd = options.file === undefined ? null : openLog(options.file);
  const terminal = fd === null && options.terminal?.isTerminal === true ? options.terminal : null;
  const write = options.write ?? ((line: string) => writeAll(2, line));
  let broken = false;
  configureSync({
    reset: true,
    sinks: {
      lines: (record) => {
        const text = options.escape(redact(messageOf(record)), { max: LINE_COLUMNS });
        if (terminal !== null) return write(`${short(record, { text, color: terminal.color })}\n`);
        const line = `${stamp(record.timestamp)} ${NAMES[record.level]}: ${text}\n`;
        if (fd === null) return write(line);
        if (!broken && writeAll(fd, line)) return;
        // A full disk must not stop the watch: say it once and go on where there is room.
        if (!broken) write(`${stamp(record.timestamp)} ERROR: Cannot write log file: ${options.file}\n`);
        broken = true;
        write(line);
      },
    },
    loggers: [
      { category: ROOT, sinks: ['lines'], lowestLevel: options.level },
      { category: ['logtape', 'meta'], sinks: [], lowestLevel: null },
    ],
  });
  return {
    [Symbol.dispose]: () => {
      resetSync();
      if (fd !== null) closeSync(fd);
    },
  };
}

function openLog(path: string): number {
  try {
    return openSync(path, 'a', PRIVATE_MODE);
  } catch (error) {
    throw new BusybodyError('E_LOG_FILE', `Cannot open log file: ${errorText(error)}: ${path}`, {
      hints: [`touch ${quote(path)}`],
      cause: error,
    });
  }
}

/** The message with its values in place; each value cut, so that the sentence around it survives. */
function messageOf(record: LogRecord): string {
  return record.message.map((part, index) => (index % 2 === 0 ? String(part) : valueText(part))).join('');
}

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : value instanceof Error ? errorChain(value) : plainText(value);
  // Masked before it is cut: half a secret would not be recognised any more.
  return text.length > VALUE_COLUMNS ? `${redact(text).slice(0, VALUE_COLUMNS)}…` : text;
}

function errorChain(error: Error): string {
  const texts: string[] = [];
  let link: unknown = error;
  for (let depth = 0; link instanceof Error && depth < 8; depth++) {
    texts.push(errorText(link));
    link = link.cause;
  }
  return texts.join(': ');
}

function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function short(record: LogRecord, { text, color }: { text: string; color: boolean }): string {
  const name = NAMES[record.level].toLowerCase();
  return color ? `${COLORS[record.level]}${name}:\u001b[0m ${text}` : `${name}: ${text}`;
}

/** `2026-03-01 09:12:00,000` in local time, as Python's `asctime`. */
function stamp(timeMs: number): string {
  const time = new Date(timeMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock},${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** False where it could not be written. A full pipe is tried again for a moment, a closed one is given up. */
function writeAll(fd: number, line: string): boolean {
  const bytes = new TextEncoder().encode(line);
  let done = 0;
  for (let tries = 0; done < bytes.length && tries < 100; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return false;
      tries++;
      Bun.sleepSync(5);
    }
  }
  return done === bytes.length;
}
