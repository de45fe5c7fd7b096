// `busybody allow`: says what is expected and until when, lists what was said, takes it back. It mutes alerts and nothing else.

import { deviceWords } from '../alerting/allowance.ts';
import { type AddressRange, parseAddressRange } from '../domain/address-range.ts';
import type { NewAllowance } from '../domain/allowance.ts';
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
const CONDITIONS = ['user', 'network', 'address', 'country', 'device'] as const;

export async function execute(context: Context): Promise<number> {
  const { flags } = context;
  const asked = [...CONDITIONS, 'until', 'from', 'note'].some((name) => flags.has(name));
  const [word = asked ? 'add' : 'list', ...rest] = context.words;
  const subcommand = SUBCOMMANDS.find((known) => known === word);
  if (subcommand === undefined) throw unknownSubcommand('allow', { word, near: nearest(word, SUBCOMMANDS) });
  if (subcommand === 'remove') {
    const ids = idsToRemove('allow', rest);
    using workspace = openWorkspace(context, { optional: true });
    return removeAllowances(context, { workspace, ids });
  }
  refuseWords(subcommand, rest);
  if (subcommand === 'list') {
    using workspace = openWorkspace(context, { optional: true, looks: true });
    return listAllowances(context, { workspace, kinds: ['allow', 'trip'], name: 'Nothing is allowed' });
  }
  const conditions = readConditions(context);
  using workspace = openWorkspace(context, { optional: true });
  const typed = flags.value('user');
  const user = typed === undefined ? null : userMeant(context, { store: workspace.store, typed });
  return addAllowance(context, { workspace, given: { ...conditions, user } });
}

function refuseWords(subcommand: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new UsageError(
    'E_USAGE',
    `allow ${subcommand} takes no words: current one is ${printable(word, { max: 60 })}`,
    {
      hints: ['busybody allow --user ada@example.com --network AS9009 --until 14d'],
    },
  );
}

function readConditions(context: Context): NewAllowance {
  const { flags, clock, note } = context;
  if (!CONDITIONS.some((name) => flags.has(name))) {
    throw usage('what is allowed needs --user, --network, --address, --country or --device', [
      'busybody allow --user ada@example.com --network AS9009 --until 14d',
    ]);
  }
  const network = flags.value('network');
  const address = flags.value('address');
  const country = flags.value('country');
  const range = address === undefined ? null : readRange(address);
  if (range?.trimmed) note(`${printable(address!, { max: 60 })} is ${range.text}`);
  return {
    kind: 'allow',
    user: null,
    ...(network === undefined ? { asn: null, owner: null } : readNetwork(network)),
    address: range?.text ?? null,
    countries: country === undefined ? [] : countriesFlag('country', country),
    device: readDevice(flags.value('device')),
    ...windowFlags(context),
    note: wordsFlag(context, 'note') ?? null,
    by: saidBy(context),
    addedMs: clock(),
  };
}

const GREATEST_AS = 4_294_967_295;

/** `AS9009` or `9009` is a number, everything else the beginning of a name. @throws UsageError E_USAGE */
function readNetwork(text: string): Pick<NewAllowance, 'asn' | 'owner'> {
  const trimmed = text.trim();
  const number = /^(?:as)?(\d{1,12})$/i.exec(trimmed);
  if (number) {
    const asn = Number(number[1]);
    if (asn >= 1 && asn <= GREATEST_AS) return { asn, owner: null };
  } else if (trimmed.length <= 120 && /[\p{L}\p{N}]/u.test(trimmed)) return { asn: null, owner: trimmed };
  const shown = printable(text, { max: 60 });
  throw usage(`--network must be an AS number, or how the owner's name begins: current value is ${shown}`, [
    '--network AS9009',
    '--network M247',
  ]);
}

function readRange(text: string): AddressRange {
  const range = parseAddressRange(text);
  if (range !== null) return range;
  const shown = printable(text, { max: 60 });
  throw usage(`--address must be an address or a network: current value is ${shown}`, [
    '--address 203.0.113.7',
    '--address 203.0.113.0/24',
  ]);
}

function readDevice(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.length <= 200 && deviceWords(text).length > 0) return text.trim();
  const shown = printable(text, { max: 60 });
  throw usage(`--device must be words that analyze shows of a device: current value is ${shown}`, [
    "--device 'Chrome on macOS'",
  ]);
}

function usage(message: string, hints: readonly string[]): UsageError {
  return new UsageError('E_USAGE', `Cannot read the command line: ${message}`, { hints });
}
