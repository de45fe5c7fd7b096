// The executable that build.ts made. Tests in this folder need it: `bun run build` first.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const BINARY = join(import.meta.dir, '../../dist', process.platform === 'win32' ? 'busybody.exe' : 'busybody');

if (!existsSync(BINARY)) throw new Error('dist/busybody is missing: bun run build');
