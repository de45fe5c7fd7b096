// The people of the scenarios' company: thirty accounts in Lyon and Berlin, most of them ordinary, some with a way of life
// that alerts must not punish.

import type { AgentName } from './agents.ts';
import type { NetworkName } from './networks.ts';

export interface Person {
  readonly name: string;
  readonly office: NetworkName;
  readonly home: NetworkName;
  /** Block and host at home: every household has its own. */
  readonly homeBlock: number;
  readonly laptop: AgentName;
  readonly phone: AgentName | null;
  readonly mobile: NetworkName;
  /** Days of the history that the account was in use. */
  readonly days: readonly [from: number, to: number];
  readonly life:
    | 'office'
    | 'night'
    | 'traveller'
    | 'vpn'
    | 'relay'
    | 'scripts'
    | 'shared'
    | 'service'
    | 'one-network'
    | 'taken-over-before';
}

const everyday: readonly [number, number] = [-60, 0];

function person(name: string, index: number, rest: Partial<Person> & Pick<Person, 'laptop'>): Person {
  return {
    name,
    office: 'office',
    home: (['orange', 'free', 'sfr', 'bouygues'] as const)[index % 4]!,
    homeBlock: 10 + index,
    phone: index % 3 === 2 ? 'androidSlack' : 'iphoneSlack',
    mobile: 'orangeMobile',
    days: everyday,
    life: 'office',
    ...rest,
  };
}

const LAPTOPS = {
  ada: 'macChrome',
  ben: 'windowsChrome',
  carla: 'macSlack',
  david: 'windowsEdge',
  emma: 'macChrome',
  felix: 'linuxFirefox',
  gina: 'macSafari',
  hugo: 'windowsChrome',
  iris: 'macChrome',
  jules: 'windowsEdge',
  karim: 'macSlack',
  lena: 'windowsChrome',
  marc: 'macChrome',
  nina: 'macSafari',
} as const satisfies Readonly<Record<string, AgentName>>;

const lyon = Object.entries(LAPTOPS).map(([name, laptop], index) => person(name, index, { laptop }));

const berlin = (['macChrome', 'windowsChrome', 'linuxChrome', 'macSlack'] as const).map((laptop, index) =>
  person(['oskar', 'paula', 'quirin', 'rosa'][index]!, 14 + index, {
    laptop,
    office: 'berlinOffice',
    home: 'telekom',
    mobile: 'telekomMobile',
  }),
);

export const PEOPLE: readonly Person[] = [
  ...lyon,
  ...berlin,
  person('samir', 18, { laptop: 'windowsChrome', life: 'night' }),
  person('tessa', 19, { laptop: 'macChrome', life: 'traveller' }),
  person('ugo', 20, { laptop: 'linuxFirefox', life: 'vpn' }),
  person('vera', 21, { laptop: 'macSafari', life: 'relay', phone: 'iphoneSafari' }),
  person('devi', 22, { laptop: 'macChrome', life: 'scripts' }),
  person('frontdesk', 23, { laptop: 'windowsChrome', life: 'shared', phone: null }),
  person('backup', 24, { laptop: 'pythonRequests', life: 'service', phone: null }),
  person('kiosk', 25, { laptop: 'windowsEdge', life: 'one-network', phone: null }),
  person('wim', 26, { laptop: 'macChrome', days: [-6, 0], phone: null }),
  person('xenia', 27, { laptop: 'windowsChrome', days: [-150, -90] }),
  person('yann', 28, { laptop: 'macChrome', days: [-120, -60] }),
  person('zoe', 29, { laptop: 'macChrome', life: 'taken-over-before' }),
];

const BY_NAME = new Map(PEOPLE.map((one) => [one.name, one]));

/** @throws RangeError for a name that is nobody's. */
export function personNamed(name: string): Person {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new RangeError(`Nobody is called ${name}`);
  return found;
}

export const userOf = (name: string): string => `${name}@example.com`;
