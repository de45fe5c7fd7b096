import type { Context } from './context.ts';

export async function execute(_context: Context): Promise<number> {
  return 0;
}
