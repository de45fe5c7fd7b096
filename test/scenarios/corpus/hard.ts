// Takeovers that change little: the edge of what these logs allow.

import { agent } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address } from '../networks.ts';
import type { Scenario } from '../scenario.ts';
import { at, intruder, signIn } from '../sign-ins.ts';
import { alert } from './must-alert.ts';

export const HARD: readonly Scenario[] = [
  {
    name: 'same city, same provider, same browser',
    story:
      'A neighbour of Ada’s with the same provider, in the same city, with the same kind of browser, in the evening.',
    signIns: [...usualDay('ada', 0), intruder('ada', at(0, '18:10'), { ip: address('orange', 130, 80) })],
    expect: alert(['network'], /Orange/),
  },
  {
    name: 'residential proxy in the same city',
    story: 'A household in Lyon with a provider that colleagues have, an unknown Linux machine, by day.',
    signIns: [
      ...usualDay('emma', 0),
      intruder('emma', at(0, '16:10'), { ip: address('free', 130, 80), userAgent: agent('linuxChrome') }),
    ],
    expect: alert(['network', 'device'], /Free|Chrome on Linux/),
  },
  {
    name: 'residential proxy in the same city with a common device',
    story:
      'A household in Lyon with a provider that colleagues have, Chrome on Windows, which many colleagues have and Emma has not.',
    signIns: [
      ...usualDay('emma', 0),
      intruder('emma', at(0, '16:10'), { ip: address('free', 130, 80), userAgent: agent('windowsChrome') }),
    ],
    expect: alert(['network', 'device'], /Free|Chrome on Windows/),
  },
  {
    name: 'stolen session from a household in the same city',
    story: 'The exact user agent, from a household in Lyon, while Marc is active at home.',
    signIns: [
      signIn('marc', at(0, '09:50')),
      intruder('marc', at(0, '10:00'), { ip: address('sfr', 130, 80) }),
      signIn('marc', at(0, '10:10')),
    ],
    expect: alert(['network', 'time'], /SFR|active/),
  },
  {
    name: 'service account from its own cloud',
    story: 'The stolen key of the backup robot is used from the cloud it lives in, by the library it uses.',
    signIns: [
      ...usualDay('backup', 0).slice(0, 10),
      intruder('backup', at(0, '10:30'), { ip: address('awsParis', 99, 3), userAgent: agent('pythonRequests') }),
    ],
    expect: alert(['network', 'time'], /Amazon/),
  },
  {
    name: 'service account from another region of its own cloud',
    story: 'The stolen key of the backup robot is used from another region of its cloud, in Virginia.',
    signIns: [
      ...usualDay('backup', 0).slice(0, 10),
      intruder('backup', at(0, '10:30'), { ip: address('awsAshburn', 99, 3), userAgent: agent('pythonRequests') }),
    ],
    expect: alert(['network', 'location', 'time'], /Amazon|Ashburn|km\/h/),
  },
];
