// A second process for the tests of retention: says when it begins, prunes the store at PATH, says how many went.

import { openStore } from '../../src/store/open.ts';

const [path, beforeMs] = process.argv.slice(2) as [string, string];
using store = openStore({ module: 'sqlite', path });
process.stdout.write('begin\n');
const gone = store.prune(Number(beforeMs));
process.stdout.write(`${gone}\n`);
