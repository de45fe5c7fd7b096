// Table allowance: what somebody said is expected. Rows stay for ever: taken back or run out, they say what was hidden by what.

import { type Allowance, allowanceName, type NewAllowance, parseAllowanceName } from '../../domain/allowance.ts';
import { BusybodyError } from '../../platform/errors.ts';
import type { Connection } from './connection.ts';

export interface Allowances {
  /** All of them, in the order they were added. */
  all(): readonly Allowance[];
  add(allowance: NewAllowance): Allowance;
  remove(name: string, removed: { timeMs: number; by: string | null }): Allowance;
  /** Those of users who are called otherwise now; all at once, so names may swap. */
  rename(pairs: readonly { from: string; to: string }[]): void;
}

type Row = {
  id: number;
  kind: Allowance['kind'];
  user: string | null;
  asn: number | null;
  owner: string | null;
  address: string | null;
  countries: string;
  device: string | null;
  from_ms: number | null;
  until_ms: number;
  note: string | null;
  added_by: string | null;
  added_ms: number;
  removed_by: string | null;
  removed_ms: number | null;
};

export function openAllowances(connection: Connection): Allowances {
  const all = connection.prepare<Row>('SELECT * FROM allowance ORDER BY id');
  const one = connection.prepare<Row>('SELECT * FROM allowance WHERE id = ?');
  const add = connection.prepare<Row>(
    `INSERT INTO allowance (kind, user, asn, owner, address, countries, device, from_ms, until_ms, note, added_by, added_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
  );
  const remove = connection.prepare('UPDATE allowance SET removed_ms = ?, removed_by = ? WHERE id = ?');
  const ofUser = connection.prepare<{ id: number }>('SELECT id FROM allowance WHERE user = ?');
  const rename = connection.prepare('UPDATE allowance SET user = ? WHERE id = ?');

  return {
    all: () => all.all().map(fromRow),
    add(given) {
      const { kind, user, asn, owner, address, countries, device, fromMs, untilMs, note, by, addedMs } = given;
      const list = JSON.stringify(countries);
      return fromRow(add.get(kind, user, asn, owner, address, list, device, fromMs, untilMs, note, by, addedMs) as Row);
    },
    remove(name, { timeMs, by }) {
      const number = parseAllowanceName(name);
      const row = number === null ? null : one.get(number);
      if (!row || (/\D/.test(name.trim()) && fromRow(row).id !== name.trim().toLowerCase())) {
        throw new BusybodyError(
          'E_ALLOWANCE_UNKNOWN',
          `Cannot take back: there is no such allowance: ${JSON.stringify(name.slice(0, 60))}`,
          { hints: ['busybody allow list', 'busybody trip list'] },
        );
      }
      if (row.removed_ms === null) remove.run(timeMs, by, row.id);
      return fromRow(one.get(row.id)!);
    },
    rename(pairs) {
      // Looked up before anything is changed, so that two people may swap names.
      const moves = pairs.flatMap(({ from, to }) => ofUser.all(from).map(({ id }) => ({ id, to })));
      for (const { id, to } of moves) rename.run(to, id);
    },
  };
}

function fromRow(row: Row): Allowance {
  return {
    id: allowanceName(row.kind, row.id),
    kind: row.kind,
    user: row.user,
    asn: row.asn,
    owner: row.owner,
    address: row.address,
    countries: JSON.parse(row.countries) as string[],
    device: row.device,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    note: row.note,
    by: row.added_by,
    addedMs: row.added_ms,
    removed: row.removed_ms === null ? null : { timeMs: row.removed_ms, by: row.removed_by },
  };
}
