// Invented names: small network owners and accounts.

import type { Random } from '../../../src/platform/random.ts';
import { pick, whole } from '../factorial/draw.ts';

const SYLLABLES = 'al be cor da el fen gar hol in jor ka lum mer nor os pra quin ros sal ta ul ven wes yor zan'.split(
  ' ',
);
const TRADES: Readonly<Record<string, readonly string[]>> = {
  isp: ['Fibre', 'Broadband', 'Telecom', 'Net', 'Cable', 'Communications', 'Wireless'],
  mobile: ['Mobile', 'Cellular', 'Wireless'],
  business: ['Hotels', 'Coffee Company', 'Workspaces', 'Logistics', 'Airports', 'Clinics', 'Holding', 'Retail Group'],
  education: ['University', 'Institute of Technology', 'College'],
  hosting: ['Hosting', 'Cloud', 'Servers', 'Data Centers', 'VPS'],
  vpn: ['Privacy', 'Networks', 'Secure Tunnels'],
};
const FORMS = ['Ltd', 'GmbH', 'S.A.', 'LLC', 'AB', 'Inc.', 'B.V.', 'Sp. z o.o.', 'S.r.l.', ''];

export function word(random: Random, syllables: number): string {
  return Array.from({ length: syllables }, () => pick(random, SYLLABLES)).join('');
}

export function ownerName(random: Random, kind: string): string {
  const name = word(random, whole(random, [2, 3]));
  const trade = pick(random, TRADES[kind] ?? TRADES.business!);
  return `${name[0]!.toUpperCase()}${name.slice(1)} ${trade} ${pick(random, FORMS)}`.trim();
}
