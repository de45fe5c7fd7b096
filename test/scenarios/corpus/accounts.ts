// Takeovers that must alert on accounts with a life of their own, or by an intruder who knows the company a little.

import { agent } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address } from '../networks.ts';
import type { Scenario } from '../scenario.ts';
import { at, intruder, signIn } from '../sign-ins.ts';
import { alert, cloud } from './must-alert.ts';

export const ACCOUNTS: readonly Scenario[] = [
  {
    name: 'dormant account wakes',
    story: 'Xenia’s account was silent for ninety days; it wakes in Hanoi with a browser it never had.',
    signIns: [intruder('xenia', at(0, '10:30'), { ip: address('viettel', 9, 80), userAgent: agent('macFirefox') })],
    expect: alert(['location', 'network'], /Viettel|Hanoi|First sign-in|Firefox/),
  },
  {
    name: 'new hire taken over',
    story: 'Wim has signed in eight times in his life here; the ninth comes from a hosting provider abroad.',
    signIns: [intruder('wim', at(0, '10:30'), { ip: cloud('digitalOcean'), userAgent: agent('linuxChrome') })],
    expect: alert(['network', 'location'], /DigitalOcean|Amsterdam|Chrome on Linux/, {
      usual: /MacOS|macOS|usual/,
    }),
  },
  {
    name: 'during the victim’s trip',
    story: 'Tessa is in Lisbon with her laptop; meanwhile a Windows machine signs in from Hanoi.',
    signIns: [
      signIn('tessa', at(0, '09:00'), { ip: address('lisbonHotel', 40, 30) }),
      signIn('tessa', at(0, '12:00'), { ip: address('lisbonHotel', 40, 30) }),
      intruder('tessa', at(0, '13:00'), { ip: address('viettel', 9, 80), userAgent: agent('windowsChrome') }),
      signIn('tessa', at(0, '15:00'), { ip: address('lisbonHotel', 40, 30) }),
    ],
    expect: alert(['location', 'device'], /Viettel|Hanoi|km\/h|Chrome on Windows/, {
      usual: /Hour as usual/,
    }),
  },
  {
    name: 'after a contaminated first month',
    story:
      'Zoe’s account was already somebody else’s in its first month; now another machine comes from another hosting provider.',
    signIns: [
      ...usualDay('zoe', 0),
      intruder('zoe', at(0, '14:10'), { ip: cloud('vultr'), userAgent: agent('windowsFirefox') }),
    ],
    expect: alert(['network', 'location'], /Constant Company|Singapore|Firefox on Windows/),
  },
  {
    name: 'the intruder of the first month returns',
    story:
      'The machine that was on Zoe’s account in its first month is back from its old address; its alert was never answered.',
    signIns: [
      ...usualDay('zoe', 0),
      intruder('zoe', at(0, '14:10'), { ip: cloud('m247'), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'location'], /M247|Bucharest|Chrome on Windows|km\/h/),
  },
  {
    name: 'at night from abroad',
    story: 'Three in the morning for Gina: a new network abroad, a new device.',
    signIns: [
      ...usualDay('gina', 0),
      intruder('gina', at(1, '03:20'), { ip: address('comcast', 9, 80), userAgent: agent('windowsFirefox') }),
    ],
    expect: alert(['location', 'time'], /Comcast|Chicago|Firefox on Windows|unusual hour/),
  },
  {
    name: 'at night from the own country',
    story: 'Three in the morning, a household in Lyon with a provider that colleagues use, a device nobody has.',
    signIns: [
      ...usualDay('gina', 0),
      intruder('gina', at(1, '03:20'), { ip: address('bouygues', 99, 80), userAgent: agent('windowsFirefox') }),
    ],
    expect: alert(['network', 'device'], /Bouygues|Firefox on Windows|unusual hour/),
  },
  {
    name: 'on the network owner of a colleague',
    story:
      'Deutsche Telekom is what the Berlin colleagues have at home; Jules has never been in Germany nor on a Mac with Firefox.',
    signIns: [
      ...usualDay('jules', 0),
      intruder('jules', at(0, '18:10'), { ip: address('telekom', 99, 80), userAgent: agent('macFirefox') }),
    ],
    expect: alert(['location', 'device'], /Deutsche Telekom|Berlin|Firefox on macOS/),
  },
  {
    name: 'service account used by a person',
    story: 'The backup robot’s account, always a script in one cloud, is used from a household with a browser.',
    signIns: [
      ...usualDay('backup', 0).slice(0, 10),
      intruder('backup', at(0, '10:30'), { ip: address('orange', 99, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'device'], /Orange|Chrome on Windows/, { usual: /Hour as usual|Amazon/ }),
  },
  {
    name: 'foreign exit of a VPN that only a colleague uses',
    story: 'Ugo likes this VPN; Emma never did, and not with Windows.',
    signIns: [
      ...usualDay('emma', 0),
      intruder('emma', at(0, '16:10'), { ip: address('mullvadAmsterdam', 2, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'location'], /31173|Amsterdam|Chrome on Windows/),
  },
  {
    name: 'an account that never varied',
    story: 'The kiosk signs in thrice a day from one address with one browser; today somebody does from Hanoi.',
    signIns: [
      ...usualDay('kiosk', 0),
      intruder('kiosk', at(0, '17:10'), { ip: address('viettel', 9, 80), userAgent: agent('linuxChrome') }),
    ],
    expect: alert(['network', 'location'], /Viettel|Hanoi|Chrome on Linux/),
  },
  {
    name: 'night worker’s account by day from abroad',
    story: 'Samir works at night; his account is used at noon from São Paulo with an unknown device.',
    signIns: [
      ...usualDay('samir', 0),
      intruder('samir', at(1, '12:40'), { ip: address('vivo', 9, 80), userAgent: agent('macFirefox') }),
    ],
    expect: alert(['location', 'device'], /Telefonica Brasil|São Paulo|Firefox|unusual hour/),
  },
  {
    name: 'private VPN user taken over',
    story: 'Ugo’s exits change all the time, but never to a hosting provider in Singapore with Windows.',
    signIns: [
      ...usualDay('ugo', 0),
      intruder('ugo', at(0, '14:10'), { ip: cloud('vultr'), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'location'], /Constant Company|Singapore|Chrome on Windows/),
  },
  {
    name: 'relay user taken over',
    story: 'Vera comes through a privacy relay as a rule; now a household in Chicago, Edge on Windows.',
    signIns: [
      ...usualDay('vera', 0),
      intruder('vera', at(0, '18:10'), { ip: address('comcast', 9, 80), userAgent: agent('windowsEdge') }),
    ],
    expect: alert(['location', 'device'], /Comcast|Chicago|Edge on Windows/),
  },
  {
    name: 'shared account taken over',
    story: 'Two people share the front desk’s account; the third is in Hanoi.',
    signIns: [
      ...usualDay('frontdesk', 0),
      intruder('frontdesk', at(0, '17:10'), { ip: address('viettel', 9, 80), userAgent: agent('linuxChrome') }),
    ],
    expect: alert(['location', 'device'], /Viettel|Hanoi|Chrome on Linux/),
  },
];
