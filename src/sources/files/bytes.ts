// Bytes of a file or a pipe as a stream of chunks, unpacked where they are gzip and turned to UTF-8 where they are UTF-16.

import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BusybodyError, errorText } from '../../platform/errors.ts';
import { quote } from '../../platform/files.ts';

/** What an input without a file is called in messages. */
export const STANDARD_INPUT = 'standard input';

export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** @throws BusybodyError E_IMPORT_READ where the source or the packing is broken; what came before it was valid. */
export async function* readBytes(source: ByteSource, options: { name: string; onBytes: (count: number) => void }) {
  const { name, onBytes } = options;
  try {
    yield* unpacked(await peeked(counted(source, onBytes), 2));
  } catch (error) {
    const packed = error instanceof Error && 'code' in error && /^Z_|^ERR_ZLIB/.test(String(error.code));
    const why = packed ? `its gzip packing is broken: ${errorText(error)}` : errorText(error);
    throw new BusybodyError('E_IMPORT_READ', `Cannot read ${name} to its end: ${why}`, {
      hints: readHints(name, packed),
      cause: error,
    });
  }
}

function readHints(name: string, packed: boolean): readonly string[] {
  if (name === STANDARD_INPUT) return packed ? ['look at what is piped in: it begins as gzip does'] : [];
  return [packed ? `gzip -t ${quote(name)}` : `ls -ld ${quote(name)}`];
}

async function* counted(source: ByteSource, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    onBytes(chunk.byteLength);
    if (chunk.byteLength > 0) yield chunk;
  }
}

interface Peeked {
  readonly head: Uint8Array;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** At least `count` bytes if there are so many, and a stream that begins with them. */
async function peeked(chunks: AsyncGenerator<Uint8Array>, count: number): Promise<Peeked> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.byteLength < count) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* again() {
    if (head.byteLength > 0) yield head;
    yield* chunks;
  }
  return { head, chunks: again() };
}

async function* unpacked({ head, chunks }: Peeked): AsyncGenerator<Uint8Array> {
  const [first, second] = head;
  if (first === 0x1f && second === 0x8b) {
    // zlib rather than DecompressionStream: logs joined with `cat` are several gzip members in one file.
    const gunzip = createGunzip();
    const input = Readable.from(chunks);
    input.on('error', (error) => gunzip.destroy(error));
    yield* unpacked(await peeked(chunksOf(input.pipe(gunzip)), 2));
    return;
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const decoder = new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be');
    const encoder = new TextEncoder();
    for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    return;
  }
  yield* chunks;
}

async function* chunksOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream;
}
