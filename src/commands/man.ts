// `busybody man`: the manual page, made from the table of commands.

import { version } from '../../package.json';
import { EXIT } from '../platform/errors.ts';
import type { Context } from './context.ts';
import { manualPage } from './manual.ts';
import { TABLE } from './table.ts';

export async function execute({ out }: Context): Promise<number> {
  out(manualPage(TABLE, version));
  return EXIT.ok;
}
