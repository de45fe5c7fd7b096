// Reads sign-ins from files into the store, batch by batch. A record that cannot be read is handed to the caller with its
// place and reason and the rest is read; a file that cannot be read does not keep the next one from being read.

import type { Clock } from '../platform/clock.ts';
import type { ImportFormat } from '../sources/files/formats.ts';
import { type ImportInput, type RefusedLine, readSignIns } from '../sources/files/read.ts';
import type { ResolveUser, Store } from '../store/contract.ts';

export interface ImportFilesOptions {
  readonly store: Store;
  readonly inputs: readonly ImportInput[];
  readonly format: ImportFormat;
  /** For records that do not name their source. */
  readonly source?: string;
  readonly resolveUser: ResolveUser;
  readonly clock: Clock;
  /** Ends after the batch at hand; what is stored stays. */
  readonly signal?: AbortSignal;
  readonly onRefused?: (file: string, refused: RefusedLine) => void;
  /** Bytes read of all files so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface ImportResult {
  /** The file, as the input names it. */
  readonly source: string;
  readonly added: number;
  readonly known: number;
  /** How many records were refused, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** What ended the reading early; null where the file was read to its end. */
  readonly error: unknown;
}

export async function importFiles(options: ImportFilesOptions): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  let bytesBefore = 0;
  for (const input of options.inputs) {
    if (options.signal?.aborted) break;
    let bytes = 0;
    const onProgress = (read: number) => {
      bytes = read;
      options.onProgress?.(bytesBefore + bytes);
    };
    results.push(await importFile(input, { ...options, onProgress }));
    bytesBefore += bytes;
  }
  return results;
}

async function importFile(input: ImportInput, options: ImportFilesOptions): Promise<ImportResult> {
  const { store, format, source, resolveUser, clock, signal, onRefused, onProgress } = options;
  const nowMs = clock();
  const refused = new Map<string, number>();
  let added = 0;
  let known = 0;
  let error: unknown = null;
  try {
    for await (const batch of readSignIns(input, { format, nowMs, ...(source === undefined ? {} : { source }) })) {
      const result = store.addSignIns(batch.signIns, { resolveUser, nowMs });
      added += result.added;
      known += result.known;
      for (const line of batch.refused) {
        refused.set(line.reason, (refused.get(line.reason) ?? 0) + 1);
        onRefused?.(input.name, line);
      }
      onProgress?.(batch.bytesRead);
      if (signal?.aborted) break;
    }
  } catch (caught) {
    error = caught ?? new Error('unknown error');
  }
  return { source: input.name, added, known, refused, error };
}
