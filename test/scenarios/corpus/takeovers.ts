// Takeovers that must alert: somebody else on an ordinary account, from the loudest to those that change few things at a time.

import { agent } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address, address6 } from '../networks.ts';
import type { Scenario } from '../scenario.ts';
import { at, failures, intruder, signIn } from '../sign-ins.ts';
import { alert, cloud } from './must-alert.ts';

export const TAKEOVERS: readonly Scenario[] = [
  {
    name: 'hosting abroad with an unknown device',
    story: 'A rented machine in Singapore, Chrome on Windows; Emma works on a Mac in Lyon.',
    signIns: [
      ...usualDay('emma', 0),
      intruder('emma', at(0, '14:10'), { ip: cloud('vultr'), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'location'], /Constant Company|Singapore/, { usual: /Hour as usual/ }),
  },
  {
    name: 'hosting abroad with the very user agent of the victim',
    story: 'The same machine sends the user agent that Emma always sends.',
    signIns: [...usualDay('emma', 0), intruder('emma', at(0, '14:10'), { ip: cloud('vultr') })],
    expect: alert(['network', 'location'], /Constant Company|Singapore/, { usual: /Device as usual/ }),
  },
  {
    name: 'credential stuffing',
    story: 'Two dozen failures on five accounts from a hosting provider, then a success on one of them.',
    signIns: [
      ...['ada', 'ben', 'carla', 'david', 'hugo'].flatMap((name, i) =>
        failures(name, at(0, '11:00') + i * 120_000, {
          times: 5,
          ip: cloud('m247'),
          userAgent: agent('windowsFirefox'),
        }),
      ),
      intruder('hugo', at(0, '11:12'), { ip: cloud('m247'), userAgent: agent('windowsFirefox') }),
    ],
    expect: alert(['network'], /M247|failed sign-ins/, { usual: /Hour as usual/ }),
  },
  {
    name: 'password spray that hits once',
    story: 'One try on each of eight accounts from a rented address in the own country; the ninth lets it in.',
    signIns: [
      ...['ada', 'ben', 'david', 'emma', 'felix', 'gina', 'hugo', 'iris'].flatMap((name, i) =>
        failures(name, at(0, '10:00') + i * 60_000, { times: 1, ip: cloud('ovh'), userAgent: agent('windowsChrome') }),
      ),
      intruder('carla', at(0, '10:20'), { ip: cloud('ovh'), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'device'], /OVH|failed sign-ins/, { usual: /Hour as usual/ }),
  },
  {
    name: 'residential proxy abroad',
    story: "A household's connection in São Paulo and the most common browser there is; Iris has a Mac.",
    signIns: [
      ...usualDay('iris', 0),
      intruder('iris', at(0, '17:10'), { ip: address('vivo', 9, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['location', 'device'], /Telefonica Brasil|São Paulo|Chrome on Windows/),
  },
  {
    name: 'relayed sign-in page in the own country',
    story: 'A phishing page relays the sign-in through a hosting provider in France, with the relay’s own browser.',
    signIns: [
      ...usualDay('david', 0),
      intruder('david', at(0, '11:30'), { ip: cloud('ovh'), userAgent: agent('linuxChrome') }),
    ],
    expect: alert(['network', 'device'], /OVH|Chrome on Linux/, { usual: /Hour as usual/ }),
  },
  {
    name: 'same minute on two continents',
    story: 'Marc signs in at home in Lyon; half a minute later a Windows machine does in Chicago.',
    signIns: [
      signIn('marc', at(0, '10:00')),
      intruder('marc', at(0, '10:00') + 30_000, { ip: address('comcast', 9, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['time', 'location'], /Chicago|Comcast|km\/h|Chrome on Windows/, {
      usual: /Hour as usual/,
    }),
  },
  {
    name: 'same minute on two continents with the same user agent',
    story: 'As before, but the machine in Chicago sends the user agent of Marc’s own laptop.',
    signIns: [
      signIn('marc', at(0, '10:00')),
      intruder('marc', at(0, '10:00') + 30_000, { ip: address('comcast', 9, 80) }),
    ],
    expect: alert(['time', 'location'], /Chicago|Comcast|km\/h/, { usual: /Device as usual/ }),
  },
  {
    name: 'stolen session abroad while the victim is at home',
    story:
      'A stolen cookie: the exact user agent, from a hosting provider abroad, ten minutes after Lena signed in at home.',
    signIns: [
      signIn('lena', at(0, '09:50')),
      intruder('lena', at(0, '10:00'), { ip: cloud('digitalOcean') }),
      signIn('lena', at(0, '10:20')),
    ],
    expect: alert(['network', 'location'], /DigitalOcean|Amsterdam|km\/h|active/, { usual: /Device as usual/ }),
  },
  {
    name: 'stolen session in the own country while the victim is at home',
    story: 'The same, but the hosting provider is in France: only the network is new, and Lena is active at home.',
    signIns: [
      signIn('lena', at(0, '09:50')),
      intruder('lena', at(0, '10:00'), { ip: cloud('ovh') }),
      signIn('lena', at(0, '10:20')),
    ],
    expect: alert(['network', 'time'], /OVH|km\/h|active/, { usual: /Device as usual/ }),
  },
  {
    name: 'script from a cloud abroad',
    story:
      'python-requests from a cloud in Virginia; Nina never scripted, and only the backup robot uses that cloud’s owner.',
    signIns: [
      ...usualDay('nina', 0),
      intruder('nina', at(0, '13:30'), { ip: cloud('awsAshburn'), userAgent: agent('pythonRequests') }),
    ],
    expect: alert(['device', 'location', 'network'], /python-requests|Amazon|Ashburn/, { usual: /Hour as usual/ }),
  },
  {
    name: 'script from a cloud in the own country',
    story: 'The same script in the cloud region that the backup robot lives in, at another address.',
    signIns: [
      ...usualDay('nina', 0),
      intruder('nina', at(0, '13:30'), { ip: address('awsParis', 9, 66), userAgent: agent('pythonRequests') }),
    ],
    expect: alert(['device', 'network'], /python-requests|Amazon/, { usual: /Hour as usual/ }),
  },
  {
    name: 'campaign on five users',
    story: 'One rented address signs in to five accounts within an hour.',
    signIns: ['ada', 'ben', 'felix', 'gina', 'hugo'].map((name, i) =>
      intruder(name, at(0, '10:00') + i * 600_000, { ip: cloud('digitalOcean'), userAgent: agent('linuxChrome') }),
    ),
    expect: alert(['network', 'location'], /240\.\d+\.3\.66|DigitalOcean/, { campaign: 5 }),
  },
  {
    name: 'campaign from three addresses of one provider',
    story:
      'Nine accounts within two hours, from three addresses of one hosting provider in turn: one wave, told as one.',
    signIns: ['ada', 'ben', 'felix', 'gina', 'hugo', 'iris', 'marc', 'nina', 'paula'].map((name, i) =>
      intruder(name, at(0, '10:00') + i * 720_000, {
        ip: address('digitalOcean', 3 + (i % 3), 66),
        userAgent: agent('linuxChrome'),
      }),
    ),
    expect: alert(['network', 'location'], /240\.\d+\.\d+\.66|DigitalOcean/i, { campaign: 9 }),
  },
  {
    name: 'no user agent, hosting abroad',
    story: 'Google Workspace names no device; the network is a hosting provider in Singapore.',
    signIns: [...usualDay('paula', 0), intruder('paula', at(0, '14:10'), { source: 'gsuite', ip: cloud('vultr') })],
    expect: alert(['network', 'location'], /Constant Company|Singapore/, { usual: /Hour as usual/ }),
  },
  {
    name: 'slow return from rotating addresses',
    story: 'The same Windows machine comes back every few days, each time from another household abroad.',
    signIns: [
      ...[0, 1, 2, 3].flatMap((day) => usualDay('karim', day)),
      ...(['vivo', 'viettel', 'comcast'] as const).map((name, i) =>
        intruder('karim', at(i, '21:10'), { ip: address(name, 9, 80 + i), userAgent: agent('windowsChrome') }),
      ),
    ],
    expect: alert(['location', 'device'], /Telefonica Brasil|São Paulo|Chrome on Windows|Viettel|Hanoi/, {
      by: 2,
    }),
  },
  {
    name: 'curl from a hosting provider',
    story: 'Only Devi uses curl here, from the office; this is Rosa’s account from a rented machine.',
    signIns: [
      ...usualDay('rosa', 0),
      intruder('rosa', at(0, '11:30'), { ip: cloud('digitalOcean'), userAgent: agent('curl') }),
    ],
    expect: alert(['device', 'location', 'network'], /curl|DigitalOcean|Amsterdam/, { usual: /Hour as usual/ }),
  },
  {
    name: 'curl from home',
    story: 'curl on Oskar’s account, from his own home: something runs on his machine.',
    signIns: [...usualDay('oskar', 0), intruder('oskar', at(0, '19:30'), { userAgent: agent('curl') })],
    expect: alert(['device'], /curl/, { usual: /Network as usual|Place as usual/ }),
  },
  {
    name: 'headless Chrome',
    story: 'A headless browser on a hosting provider in the own country.',
    signIns: [
      ...usualDay('felix', 0),
      intruder('felix', at(0, '11:30'), { ip: cloud('ovh'), userAgent: agent('headlessChrome') }),
    ],
    expect: alert(['device', 'network'], /headless|OVH/, { usual: /Hour as usual/ }),
  },
  {
    name: 'provider warning',
    story: 'The app itself calls the sign-in suspicious; a new network in Zurich and a new browser make it odd enough.',
    signIns: [
      ...usualDay('ben', 0),
      intruder('ben', at(0, '18:10'), {
        ip: address('zurichHotel', 99, 80),
        userAgent: agent('macSafari'),
        warning: 'is_suspicious',
      }),
    ],
    expect: alert(['location', 'device'], /Zurich|Safari|hotel/i),
  },
  {
    name: 'mobile app on a hosting network',
    story: 'The app’s user agent for Android, from a hosting provider abroad; Quirin has an iPhone.',
    signIns: [
      ...usualDay('quirin', 0),
      intruder('quirin', at(0, '12:50'), { ip: cloud('m247'), userAgent: agent('androidSlack') }),
    ],
    expect: alert(['network', 'location'], /M247|Bucharest|Android/),
  },
  {
    name: 'hosting abroad over IPv6',
    story: 'As the first, but the rented machine has an IPv6 address only.',
    signIns: [
      ...usualDay('iris', 0),
      intruder('iris', at(0, '14:10'), { ip: address6('vultr', 3, 66), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'location'], /Constant Company|Singapore/),
  },
  {
    name: 'guessed from a household abroad',
    story: 'A few failures on this account from São Paulo, then a success from there.',
    signIns: [
      ...failures('carla', at(0, '10:00'), { times: 4, ip: address('vivo', 9, 80), userAgent: agent('windowsChrome') }),
      intruder('carla', at(0, '10:03'), { ip: address('vivo', 9, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(
      ['network', 'location', 'device', 'time'],
      /Telefonica Brasil|São Paulo|Chrome on Windows|failed sign-in/,
    ),
  },
  {
    name: 'user agent withheld from a hosting network',
    story: 'Slack always names Hugo’s device; this sign-in has none and comes from a hosting provider abroad.',
    signIns: [...usualDay('hugo', 0), intruder('hugo', at(0, '14:10'), { ip: cloud('m247'), userAgent: null })],
    expect: alert(['network', 'location'], /M247|Bucharest|No user agent/),
  },
  {
    name: 'new phone abroad',
    story:
      'An Android phone that nobody knows in a Lisbon hotel that nobody knows; Iris has an iPhone and was in Lyon this morning.',
    signIns: [
      ...usualDay('iris', 0),
      intruder('iris', at(0, '21:10'), { ip: address('lisbonHotel', 41, 30), userAgent: agent('iphoneSlack') }),
    ],
    expect: alert(['location', 'device'], /NOS|Lisbon|iPhone/, { usual: /Places: Lyon/ }),
  },
  {
    name: 'second factor worn down',
    story: 'Challenge after challenge from a household abroad, until one is accepted.',
    signIns: [
      ...usualDay('lena', 0),
      ...[0, 1, 2, 3, 4].map((i) =>
        signIn('lena', at(0, '22:00') + i * 60_000, {
          ip: address('vivo', 9, 80),
          userAgent: agent('macChrome'),
          outcome: 'challenge',
          event: 'login_challenge',
        }),
      ),
      intruder('lena', at(0, '22:06'), { ip: address('vivo', 9, 80), userAgent: agent('macChrome') }),
    ],
    expect: alert(['location', 'device'], /Telefonica Brasil|São Paulo|Chrome on macOS/),
  },
];
