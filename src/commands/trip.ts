// `busybody trip`: says where somebody is for a while, so that being there alarms nobody. Another device, a rented server or an
// impossible journey still does.

import { nearest } from '../domain/near.ts';
import { printable } from '../domain/text.ts';
import { UsageError } from '../platform/errors.ts';
import {
  addAllowance,
  idsToRemove,
  listAllowances,
  removeAllowances,
  unknownSubcommand,
  userMeant,
} from './allowances.ts';
import type { Context } from './context.ts';
import { countriesFlag } from './countries.ts';
import { windowFlags } from './end-of.ts';
import { saidBy, wordsFlag } from './said.ts';
import { openWorkspace } from './workspace.ts';

const SUBCOMMANDS = ['add', 'list', 'remove'] as const;

export async function execute(context: Context): Promise<number> {
  const { flags } = context;
  const [word = 'list', ...rest] = context.words;
  const subcommand = SUBCOMMANDS.find((known) => known === word);
  if (subcommand === undefined) throw unknownSubcommand('trip', { word, near: nearest(word, SUBCOMMANDS) });
  if (subcommand === 'remove') {
    const ids = idsToRemove('trip', rest);
    using workspace = openWorkspace(context, { optional: true });
    return removeAllowances(context, { workspace, ids });
  }
  if (subcommand === 'list') {
    if (rest[0] !== undefined)
      throw usage(`trip list takes no words: current one is ${printable(rest[0], { max: 60 })}`);
    using workspace = openWorkspace(context, { optional: true, looks: true });
    return listAllowances(context, { workspace, kinds: ['trip'], name: 'No trips' });
  }
  const to = flags.value('to');
  if (rest.length !== 1) throw usage(rest.length === 0 ? 'trip add needs USER' : 'trip add takes one USER');
  if (to === undefined) throw usage('trip add needs --to: the countries');
  const countries = countriesFlag('to', to);
  const window = windowFlags(context);
  const note = wordsFlag(context, 'note') ?? null;
  using workspace = openWorkspace(context, { optional: true });
  const user = userMeant(context, { store: workspace.store, typed: rest[0]! });
  const conditions = { user, asn: null, owner: null, address: null, countries, device: null };
  const given = {
    kind: 'trip' as const,
    ...conditions,
    ...window,
    note,
    by: saidBy(context),
    addedMs: context.clock(),
  };
  return addAllowance(context, { workspace, given });
}

function usage(message: string): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, {
    hints: ['busybody trip add ada@example.com --to FR,IT --until 2026-12-31'],
  });
}
