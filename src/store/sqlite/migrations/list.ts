// Every migration there is, in order.

import type { Migration } from '../migrate.ts';
import { initial } from './0001-initial.ts';

export const MIGRATIONS = [initial] as const satisfies readonly Migration[];
