// What must be stranger than what: holds however the detector is trained.

import { agent } from '../agents.ts';
import { usualDay } from '../everyday.ts';
import { address } from '../networks.ts';
import type { Scenario } from '../scenario.ts';
import { at, type Draft, failures, signIn } from '../sign-ins.ts';
import { openStage } from '../stage.ts';

type What = Parameters<typeof signIn>[2];
const NOON = at(1, '09:30');

/** Score of Iris's sign-in on the morning after an ordinary day. */
async function scoreOf(what: What, before: readonly Draft[] = []): Promise<number> {
  using stage = openStage();
  const { judged } = await stage.run([...usualDay('iris', 0), ...before, signIn('iris', NOON, what)]);
  return judged.at(-1)!.score.score!;
}

interface Rising {
  readonly label: string;
  readonly what: What;
  readonly before?: readonly Draft[];
}

/** Each must score higher than the one before it. */
function rising(name: string, story: string, steps: readonly Rising[]): Scenario {
  return {
    name,
    story,
    signIns: [],
    expect: {
      kind: 'property',
      text: `each scores higher than the last: ${steps.map(({ label }) => label).join(', ')}`,
      check: async () => {
        const wrong: string[] = [];
        let last = Number.NEGATIVE_INFINITY;
        for (const { label, what, before } of steps) {
          const score = await scoreOf(what, before);
          if (!(score > last)) wrong.push(`${label} scores ${score}, not above ${last}`);
          last = score;
        }
        return wrong;
      },
    },
  };
}

const hotel = address('lisbonHotel', 40, 30);
const rented = address('ovh', 3, 66);

export const ORDER: readonly Scenario[] = [
  rising(
    'rising: device abroad',
    'Iris’s Mac, a machine like a colleague’s, and a script, all in one hotel in Lisbon.',
    [
      { label: 'her laptop', what: { ip: hotel } },
      { label: 'Chrome on Windows', what: { ip: hotel, userAgent: agent('windowsChrome') } },
      { label: 'python-requests', what: { ip: hotel, userAgent: agent('pythonRequests') } },
    ],
  ),
  rising(
    'rising: network with the known laptop',
    'The same laptop at home, in a café, at a hosting provider in the own country.',
    [
      { label: 'home', what: {} },
      { label: 'café', what: { ip: address('free', 130, 80) } },
      { label: 'hosting', what: { ip: rented } },
    ],
  ),
  rising(
    'rising: place with an unknown machine',
    'A Windows machine at Iris’s home, in a household of Lyon, in one of São Paulo.',
    [
      { label: 'her home', what: { userAgent: agent('windowsChrome') } },
      { label: 'Lyon', what: { ip: address('free', 130, 80), userAgent: agent('windowsChrome') } },
      { label: 'São Paulo', what: { ip: address('vivo', 9, 80), userAgent: agent('windowsChrome') } },
    ],
  ),
  rising('rising: failures before', 'A sign-in from a rented machine, without and with twenty failures from there.', [
    { label: 'without', what: { ip: rented } },
    {
      label: 'with failures',
      what: { ip: rented },
      before: ['ada', 'ben', 'iris', 'marc'].flatMap((name, i) =>
        failures(name, NOON - 1_800_000 + i * 120_000, { times: 5, ip: rented, userAgent: agent('windowsChrome') }),
      ),
    },
  ]),
  rising(
    'rising: news to the company',
    'A provider at home that colleagues have, and one that nobody has, in the same city.',
    [
      { label: 'known to colleagues', what: { ip: address('orange', 150, 4) } },
      { label: 'known to nobody', what: { ip: address('newOffice', 9, 4) } },
    ],
  ),
];
