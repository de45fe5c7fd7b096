// A second process for the store's tests: adds sign-ins FROM to TO, ten a batch, with a cursor, to the store at PATH.
// With `die` it kills itself where the cursor is asked for: after the rows (and the log lines) are written, before the commit.

import { openStore } from '../../src/store/open.ts';
import { parseLine, SELF, signIn, T0 } from './support.ts';

const [kind, path, from, to, die] = process.argv.slice(2) as [string, string, string, string, string | undefined];
using store = openStore(kind === 'sqlite' ? { module: 'sqlite', path } : { module: 'flatfile', logDirectory: path }, {
  parseLine,
});
for (let n = Number(from); n < Number(to); n += 10) {
  const batch = Array.from({ length: Math.min(10, Number(to) - n) }, (_, k) => signIn(n + k));
  const cursor = {
    source: 'slack',
    get value() {
      if (die) process.kill(process.pid, 'SIGKILL');
      return String(n);
    },
  };
  store.addSignIns(batch, { resolveUser: SELF, nowMs: T0, cursor });
}
