// A scratch directory and files in it, gone when the test is over.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MmdbOptions, writeMmdb } from './mmdb-writer.ts';

export interface Scratch extends Disposable {
  readonly dir: string;
  write(name: string, bytes: Uint8Array | string): string;
  mmdb(name: string, options: MmdbOptions): string;
}

export function scratch(): Scratch {
  const dir = mkdtempSync(join(tmpdir(), 'busybody-geo-'));
  const write = (name: string, bytes: Uint8Array | string): string => {
    const path = join(dir, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    dir,
    write,
    mmdb: (name, options) => write(name, writeMmdb(options)),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}
