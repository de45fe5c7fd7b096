// What `allow` and `trip` share: adding with all that a person should be told of it, listing, taking back.

import type { Allowance, AllowanceKind, NewAllowance } from '../domain/allowance.ts';
import { printable } from '../domain/text.ts';
import { countText, pluralText, shellWord, timeText } from '../domain/wording.ts';
import { EXIT, UsageError } from '../platform/errors.ts';
import type { Store } from '../store/contract.ts';
import {
  allowanceCsvHeader,
  allowanceCsvLine,
  allowanceJsonLine,
  allowancesTable,
  allowedText,
  listedAllowance,
} from '../view/allowances.ts';
import { allow, sightingsOf } from './analysis-adapter.ts';
import { breadthWarning } from './breadth.ts';
import type { Context } from './context.ts';
import { saidBy } from './said.ts';
import { viewOptions } from './shown.ts';
import { knownUser, nearestUser } from './users.ts';
import { openGround, type Workspace } from './workspace.ts';

/** Keeps it, says what it hides, and warns of what may not be meant; prints its ID. */
export function addAllowance(
  context: Context,
  { workspace, given }: { workspace: Workspace; given: NewAllowance },
): number {
  const { clock, note, warn, out } = context;
  using ground = openGround(context, workspace);
  const seen = sightingsOf(ground, given);
  if (seen.looked > 0 && seen.signIns === 0 && given.user !== null && knownUser(workspace.store, given.user) === null)
    warn(unknownUser(workspace.store, given.user));
  else if (seen.looked > 0 && seen.signIns === 0 && given.kind === 'allow')
    warn(
      `Warning: none of ${pluralText(seen.looked, 'stored sign-in')} looked at is like that${seen.nearest === null ? '' : `; the nearest network owner is ${printable(seen.nearest, { max: 80 })}`}`,
    );
  const broad = breadthWarning(given, seen);
  if (broad !== null) warn(`Warning: ${broad}`);
  if (given.untilMs < clock()) warn('Warning: its end is past: it hides only what is from before then');
  const { allowance, alertIds } = allow(ground, given);
  out(`${allowance.id}\n`);
  note(`Allowed ${allowance.id}: ${allowedText(allowance)} until ${timeText(allowance.untilMs, { seconds: false })}`);
  if (seen.signIns > 0)
    note(
      `${countText(seen.signIns)} of ${pluralText(seen.looked, 'stored sign-in')} looked at are like that, of ${pluralText(seen.users, 'person', 'people')}`,
    );
  if (alertIds.length > 0)
    note(
      `Hidden from the list of open alerts: ${alertIds.slice(0, 12).join(', ')}${alertIds.length > 12 ? ` and ${countText(alertIds.length - 12)} more` : ''}; busybody alerts --muted`,
    );
  return EXIT.ok;
}

function unknownUser(store: Pick<Store, 'users'>, typed: string): string {
  const near = nearestUser(store, typed);
  const hint = near === null ? '' : `; the nearest name is ${printable(near, { max: 80 })}`;
  return `Warning: no sign-in is stored of ${printable(typed, { max: 80 })}${hint}`;
}

/** The user that is meant, told where it is not what was typed; as typed where nobody is known by it. @throws UsageError */
export function userMeant({ note }: Pick<Context, 'note'>, { store, typed }: { store: Store; typed: string }): string {
  if (typed.trim() === '' || typed.length > 320)
    throw new UsageError('E_USAGE', 'Cannot read the command line: the user must have 1 to 320 characters', {
      hints: ["ada@example.com, as busybody analyze shows people's names"],
    });
  const known = knownUser(store, typed);
  if (known !== null && known !== typed) note(`${printable(typed, { max: 80 })} is ${printable(known, { max: 80 })}`);
  return known ?? typed;
}

/** All of a kind, in the order they were added, those that ended too. */
export function listAllowances(
  context: Context,
  { workspace, kinds, name }: { workspace: Workspace; kinds: readonly AllowanceKind[]; name: string },
): number {
  const { flags, out, note, clock } = context;
  const { store } = workspace;
  const hid = new Map<string, Set<string>>();
  for (const { allowanceId, alertId } of store.mutes({})) {
    if (allowanceId === null) continue;
    hid.set(allowanceId, (hid.get(allowanceId) ?? new Set()).add(alertId));
  }
  const listed = store
    .allowances()
    .filter(({ kind }) => kinds.includes(kind))
    .map((one) => listedAllowance(one, { nowMs: clock(), alerts: hid.get(one.id)?.size ?? 0 }));
  const format = flags.value('format') ?? 'table';
  if (format === 'jsonl') for (const one of listed) out(allowanceJsonLine(one));
  else if (format === 'csv') out(allowanceCsvHeader() + listed.map(allowanceCsvLine).join(''));
  else if (listed.length > 0) out(allowancesTable(listed, viewOptions(context)));
  else note(`${name}; busybody ${kinds.length > 1 ? 'allow' : 'trip'} --help says how`);
  return EXIT.ok;
}

/** Takes back; what was hidden stays so. @throws BusybodyError E_ALLOWANCE_UNKNOWN */
export function removeAllowances(
  context: Context,
  { workspace, ids }: { workspace: Workspace; ids: readonly string[] },
): number {
  const { clock, note } = context;
  const { store } = workspace;
  const before = new Map(store.allowances().map((one) => [one.id, one]));
  const removed = { timeMs: clock(), by: saidBy(context) };
  for (const allowance of store.removeAllowances(ids, removed)) note(removedText(allowance, before.get(allowance.id)!));
  return EXIT.ok;
}

function removedText(allowance: Allowance, before: Allowance): string {
  const { id } = allowance;
  if (before.removed !== null)
    return `${id} is removed already, since ${timeText(before.removed.timeMs, { seconds: false })}`;
  return `Removed ${id}: from now on a person is told again; what it hid stays under busybody alerts --muted`;
}

/** IDs after `remove`. @throws UsageError E_USAGE where there is none. */
export function idsToRemove(command: string, ids: readonly string[]): readonly string[] {
  if (ids.length > 0) return ids;
  throw new UsageError('E_USAGE', `${command} remove needs ID`, {
    hints: [`busybody ${command} remove ID`, `busybody ${command} list`],
  });
}

/** A subcommand nobody knows. */
export function unknownSubcommand(command: string, { word, near }: { word: string; near: string | null }): UsageError {
  const shown = printable(word, { max: 60 });
  const typed = shellWord(word);
  const hints = near !== null ? [`busybody ${command} ${near}`] : [`busybody ${command} --help`];
  if (near === null && command === 'trip' && typed !== null)
    hints.unshift(`busybody trip add ${typed} --to FR --until 14d`);
  return new UsageError('E_USAGE', `Unknown subcommand of ${command}: ${shown}`, { hints });
}
