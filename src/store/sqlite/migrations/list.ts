// Every migration there is, in order.

import type { Migration } from '../migrate.ts';
import { initial } from './0001-initial.ts';
import { knowledge } from './0002-knowledge.ts';

export const MIGRATIONS = [initial, knowledge] as const satisfies readonly Migration[];
