// What `check` says of a database: whole, of which schema, readable by whom.

import { statSync } from 'node:fs';
import type { Store } from '../contract.ts';
import { quotePath, wayOut } from '../errors.ts';
import type { Connection } from './connection.ts';
import { schemaVersion } from './migrate.ts';
import { damageIn } from './verify.ts';

type Line = ReturnType<Store['check']>[number];

export function checkDatabase(connection: Connection): readonly Line[] {
  return [integrity(connection), complete(connection), version(connection), ...mode(connection.path)];
}

function integrity(connection: Connection): Line {
  const found = damageIn(connection);
  if (found === null) return { ok: true, text: `store is whole: ${connection.path}`, hints: [] };
  return { ok: false, text: `store is damaged: ${connection.path}: ${found}`, hints: wayOut(connection) };
}

/** The tables that find sign-ins must hold each one exactly once. */
function complete(connection: Connection): Line {
  const [signIns, byId, byTime, byAccount, pending, unscored] = connection.row<number[]>(
    `SELECT (SELECT count(*) FROM sign_in),
            (SELECT count(*) FROM sign_in_id), (SELECT count(*) FROM sign_in_time), (SELECT count(*) FROM sign_in_account),
            (SELECT count(*) FROM sign_in_time WHERE pending = 1),
            (SELECT count(*) FROM sign_in_time WHERE seq NOT IN (SELECT seq FROM score))`,
  );
  if (byId === signIns && byTime === signIns && byAccount === signIns && pending === unscored) {
    return {
      ok: true,
      text: `store holds ${signIns} ${signIns === 1 ? 'sign-in' : 'sign-ins'}, ${pending} not analysed yet`,
      hints: [],
    };
  }
  return {
    ok: false,
    text: `store finds ${byId}, ${byTime} and ${byAccount} of ${signIns} sign-ins, ${pending} of ${unscored} not analysed`,
    hints: wayOut(connection),
  };
}

function version(connection: Connection): Line {
  return { ok: true, text: `store has schema ${schemaVersion(connection)}`, hints: [] };
}

function mode(path: string): Line[] {
  if (process.platform === 'win32') return [];
  const bits = statSync(path).mode & 0o777;
  const text = `store file has mode ${bits.toString(8).padStart(4, '0')}`;
  if ((bits & 0o077) === 0) return [{ ok: true, text, hints: [] }];
  return [{ ok: false, text: `${text}, others may read it`, hints: [`chmod 600 ${quotePath(path)}`] }];
}
