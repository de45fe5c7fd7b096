// Reads sign-ins from files for `import`: any of the formats, packed or not, in batches. A record that cannot be read is
// handed back with its line and reason, and the rest goes on.

import type { SignIn } from '../../domain/sign-in.ts';
import { UsageError } from '../../platform/errors.ts';
import { quote } from '../../platform/files.ts';
import { refuse } from '../values.ts';
import { type ByteSource, readBytes, STANDARD_INPUT } from './bytes.ts';
import { type ImportFormat, type RecordFormat, recognise, recordsIn, signInsOf } from './formats.ts';
import { parseJson } from './parse.ts';
import { piecesOf } from './pieces.ts';
import { NO_SOURCE } from './signins.ts';

export interface ImportInput {
  /** For messages: the path as typed, or `standard input`. */
  readonly name: string;
  readonly stream: ByteSource;
}

export interface ImportOptions {
  readonly format: ImportFormat;
  /** `--source`; wins over the format's own, not over one a record names. */
  readonly source?: string;
  readonly nowMs: number;
}

export interface RefusedLine {
  readonly line: number;
  readonly reason: string;
  /** The beginning of the record, raw. */
  readonly raw: string;
}

export interface ImportBatch {
  readonly signIns: readonly SignIn[];
  readonly refused: readonly RefusedLine[];
  /** Of the first record that was recognised; null where none was yet. */
  readonly format: RecordFormat | null;
  /** Bytes of the file read so far, for the progress line. */
  readonly bytesRead: number;
}

const BATCH = 2000;

/** @throws UsageError E_IMPORT_SOURCE where the records name no source and none is given; BusybodyError E_IMPORT_READ */
export async function* readSignIns(input: ImportInput, options: ImportOptions): AsyncGenerator<ImportBatch> {
  const source = options.source ?? sourceOfName(input.name, options.format);
  const { format, nowMs } = options;
  let bytesRead = 0;
  let found: RecordFormat | null = format === 'auto' ? null : format;
  let accepted = false;
  let signIns: SignIn[] = [];
  let refused: RefusedLine[] = [];
  const bytes = readBytes(input.stream, { name: input.name, onBytes: (count) => (bytesRead += count) });

  function add(value: unknown, { line, text }: { line: number; text: string }): void {
    found ??= recognise(value);
    const result = signInsOf(value, format, { source, nowMs, text });
    if (typeof result !== 'string') {
      accepted = true;
      for (const signIn of result) signIns.push(signIn);
      return;
    }
    // Forgetting --source is one mistake, not a million.
    if (result === NO_SOURCE && !accepted) throw noSource(input.name);
    refused.push({ line, ...refuse(result, text) });
  }

  for await (const pieces of piecesOf(bytes)) {
    for (const { line, text, problem } of pieces) {
      const parsed = problem === null ? parseJson(text) : { reason: problem };
      if ('reason' in parsed) {
        refused.push({ line, ...refuse(parsed.reason, text) });
      } else {
        const records = recordsIn(parsed.value);
        const alone = records.length === 1 && records[0] === parsed.value;
        for (const record of records) add(record, { line, text: alone ? text : JSON.stringify(record) });
      }
      if (signIns.length + refused.length < BATCH) continue;
      yield { signIns, refused, format: found, bytesRead };
      signIns = [];
      refused = [];
    }
  }
  yield { signIns, refused, format: found, bytesRead };
}

/** busybody 1.0 named its logs after their source. */
function sourceOfName(name: string, format: ImportFormat): string | null {
  if (format !== 'flatfile' && format !== 'auto') return null;
  return /(?:^|[\\/])(slack|gsuite)\.log(?:\.\d+)?(?:\.gz)?$/.exec(name)?.[1] ?? null;
}

function noSource(name: string): UsageError {
  return new UsageError('E_IMPORT_SOURCE', `Cannot import ${name}: its records do not say which source they are of`, {
    hints: [`busybody import --source slack ${name === STANDARD_INPUT ? '-' : quote(name)}`],
  });
}
