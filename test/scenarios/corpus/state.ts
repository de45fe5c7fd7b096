// What must hold of verdicts, episodes, first runs and broken records.

import { agent } from '../agents.ts';
import { everydayLife, usualDay } from '../everyday.ts';
import { address } from '../networks.ts';
import { quietFaults } from '../quiet.ts';
import type { Scenario } from '../scenario.ts';
import { at, type Draft, intruder, signIn } from '../sign-ins.ts';
import { openEmptyStage, type Stage } from '../stage.ts';

const holds = (text: string, check: (stage: Stage) => Promise<readonly string[]>): Scenario['expect'] => ({
  kind: 'property',
  text,
  check,
});
const unless = (right: boolean, wrong: string): string[] => (right ? [] : [wrong]);

/** A borrowed machine in a Lisbon hotel: odd enough to alert. */
const borrowed = (day: number): Draft[] =>
  ['08:30', '19:00'].map((clock) =>
    signIn('emma', at(day, clock), { ip: address('lisbonHotel', 40, 30), userAgent: agent('windowsEdge') }),
  );
const takeover = (day: number): Draft =>
  intruder('ada', at(day, '14:10'), { ip: address('digitalOcean', 3, 66), userAgent: agent('linuxChrome') });
const weeks = (name: string, from: number, to: number): Draft[] =>
  Array.from({ length: to - from }, (_, i) => usualDay(name, from + i)).flat();

/** Everything without numbers that are none, and scored or unscored with a reason. */
async function sane(stage: Stage, drafts: readonly Draft[]): Promise<readonly string[]> {
  return quietFaults(await stage.run(drafts), Number.POSITIVE_INFINITY);
}

/** A few people's everyday life, on a stage without a past. */
const fewPeople = (names: readonly string[]): Draft[] =>
  everydayLife().filter((one) => names.some((name) => one.account.startsWith(`${name}@`)));

export const STATE: readonly Scenario[] = [
  {
    name: 'caution after a long silence',
    story: 'Yann comes back after two months: his first ten sign-ins are judged as of somebody still being learnt.',
    signIns: [],
    expect: holds('learning for ten sign-ins on five days, then scored as before', async (stage) => {
      const { judged } = await stage.run(weeks('yann', 0, 8));
      const states = judged.map(({ score }) => score.state);
      const settled = states.indexOf('scored');
      return [
        ...unless(states[0] === 'learning', `the first is ${states[0]}`),
        ...unless(settled >= 10, `scored from sign-in ${settled + 1} on`),
        ...unless(states.lastIndexOf('learning') === settled - 1, 'learning again later'),
      ];
    }),
  },
  {
    name: 'everyday life',
    story: 'Sixty days of thirty accounts, trips and VPNs and one forgotten intruder among them.',
    signIns: [],
    expect: holds('at most one false alert per 1,000 sign-ins, and the intruder is found', async () => {
      using stage = openEmptyStage();
      const { judged, alerts } = await stage.run(everydayLife());
      const wrong = new Set(
        judged.filter((one) => one.score.alert && !one.draft.intruder).map((one) => one.score.alertId),
      );
      return [
        ...unless(wrong.size <= judged.length / 1000, `${wrong.size} false alerts in ${judged.length} sign-ins`),
        ...unless(
          alerts.some((one) => one.user.startsWith('zoe@')),
          'the intruder of the first month is not found',
        ),
      ];
    }),
  },
  {
    name: 'dismissed trip',
    story:
      'Emma signs in from a Lisbon hotel on a borrowed machine; it alerts, somebody dismisses it, and weeks later she does it again.',
    signIns: [...usualDay('emma', 0), ...borrowed(1)],
    expect: holds('alerts once, and not the second time', async (stage) => {
      const first = await stage.run([...usualDay('emma', 0), ...borrowed(1)]);
      if (first.alerts.length !== 1) return [`${first.alerts.length} alerts on the first trip`];
      stage.verdict(first.alerts[0]!.id, 'dismissed', at(2, '09:00'));
      const second = await stage.run([...weeks('emma', 6, 20), ...borrowed(20)]);
      return quietFaults(second, 0);
    }),
  },
  {
    name: 'confirmed takeover',
    story: 'An intruder’s sign-in is confirmed as one; weeks later the same machine is back at the same address.',
    signIns: [...usualDay('ada', 0), takeover(0)],
    expect: holds('alerts again', async (stage) => {
      const first = await stage.run([...usualDay('ada', 0), takeover(0)]);
      if (first.alerts.length !== 1) return [`${first.alerts.length} alerts on the first takeover`];
      stage.verdict(first.alerts[0]!.id, 'confirmed', at(1, '09:00'));
      const second = await stage.run([...weeks('ada', 6, 20), takeover(20)]);
      return unless(second.judged.at(-1)!.score.alert, 'the second takeover is not told');
    }),
  },
  {
    name: 'takeover that nobody answered',
    story: 'The same, but nobody gave a verdict.',
    signIns: [...usualDay('ada', 0), takeover(0)],
    expect: holds('alerts again', async (stage) => {
      await stage.run([...usualDay('ada', 0), takeover(0)]);
      const second = await stage.run([...weeks('ada', 6, 20), takeover(20)]);
      const { alert, score, threshold } = second.judged.at(-1)!.score;
      return unless(alert, `the second takeover is not told: ${score} of ${threshold}`);
    }),
  },
  {
    name: 'next victim of a confirmed intruder',
    story: 'The confirmed intruder’s machine is on a colleague’s account a week later.',
    signIns: [],
    expect: holds('alerts: what was confirmed made nothing familiar to the company', async (stage) => {
      const first = await stage.run([...usualDay('ada', 0), takeover(0)]);
      if (first.alerts.length !== 1) return [`${first.alerts.length} alerts on the first takeover`];
      stage.verdict(first.alerts[0]!.id, 'confirmed', at(1, '09:00'));
      const next = { ...takeover(7), account: 'marc@example.com' };
      const second = await stage.run([...weeks('ada', 6, 7), ...weeks('marc', 6, 7), next]);
      return unless(second.judged.at(-1)!.score.alert, 'the next victim is not told of');
    }),
  },
  {
    name: 'one episode of twelve sign-ins',
    story: 'An intruder signs in four times a day for three days.',
    signIns: [],
    expect: holds('one alert, told once and at most once more', async (stage) => {
      const attack = [0, 1, 2].flatMap((day) =>
        ['08:10', '12:10', '16:10', '19:10'].map((clock) =>
          intruder('iris', at(day, clock), { ip: address('m247', 3, 66), userAgent: agent('windowsChrome') }),
        ),
      );
      const { alerts, messages, judged } = await stage.run([...weeks('iris', 0, 3), ...attack]);
      return [
        ...unless(alerts.length === 1, `${alerts.length} alerts`),
        ...unless(messages.length >= 1 && messages.length <= 2, `${messages.length} messages`),
        ...unless(
          judged.slice(-12).every((one) => one.score.alertId !== null),
          'not all belong to the alert',
        ),
      ];
    }),
  },
  {
    name: 'intruder in two apps',
    story: 'One machine enters Slack and, a minute later, Google Workspace, which names no device.',
    signIns: [],
    expect: holds('one alert, told once and at most once more', async (stage) => {
      const ip = address('vultr', 3, 66);
      const { alerts, messages } = await stage.run([
        intruder('paula', at(0, '14:10'), { ip, userAgent: agent('macFirefox') }),
        intruder('paula', at(0, '14:11'), { ip, source: 'gsuite' }),
      ]);
      return [
        ...unless(alerts.length === 1, `${alerts.length} alerts`),
        ...unless(messages.length >= 1 && messages.length <= 2, `${messages.length} messages`),
      ];
    }),
  },
  {
    name: 'history of a first run',
    story: 'Sixty days are read at once; three takeovers lie weeks back, one was yesterday.',
    signIns: [],
    expect: holds('one message for all old findings, one for yesterday’s', async () => {
      using stage = openEmptyStage();
      const old = [-25, -20, -15].map((day, i) =>
        intruder(['ada', 'ben', 'david'][i]!, at(day, '14:10'), {
          ip: address('vultr', 3 + i, 66),
          userAgent: agent('linuxChrome', day),
        }),
      );
      const recent = intruder('emma', at(-1, '14:10'), {
        ip: address('m247', 3, 66),
        userAgent: agent('windowsFirefox'),
      });
      const { alerts, messages } = await stage.run(
        [...fewPeople(['ada', 'ben', 'david', 'emma', 'gina', 'hugo']), ...old, recent],
        { nowMs: at(0, '06:00') },
      );
      const history = messages.filter((one) => one.type === 'history');
      return [
        ...unless(history.length === 1, `${history.length} messages about history`),
        ...unless(history[0]?.alerts.length === 3, `${history[0]?.alerts.length} old findings told`),
        ...unless(messages.length === 2 && alerts.length === 4, `${messages.length} messages, ${alerts.length} alerts`),
      ];
    }),
  },
  {
    name: 'one sign-in only',
    story: 'The very first sign-in of an organisation.',
    signIns: [],
    expect: holds('state learning, a score, no alert', async () => {
      using stage = openEmptyStage();
      const outcome = await stage.run([signIn('ada', at(0, '09:00'))]);
      const { state, score } = outcome.judged[0]!.score;
      return [...unless(state === 'learning' && score !== null, `state ${state}`), ...quietFaults(outcome, 0)];
    }),
  },
  {
    name: 'all at one instant',
    story: 'A hundred sign-ins of five people bear the same time.',
    signIns: [],
    expect: holds('each scored or unscored with a reason, no number that is none', async () => {
      using stage = openEmptyStage();
      const names = ['ada', 'ben', 'david', 'emma', 'samir'];
      return await sane(
        stage,
        Array.from({ length: 100 }, (_, i) => signIn(names[i % 5]!, at(0, '09:00'))),
      );
    }),
  },
  {
    name: 'no place anywhere',
    story: 'No database knows any address.',
    signIns: [],
    expect: holds(
      'no alert on everyday life, and a script at night scores higher than nine tenths of its last two weeks',
      async () => {
        using stage = openEmptyStage();
        const nowhere = fewPeople(['ada', 'ben', 'david']).map((one) => ({
          ...one,
          ip: one.ip === null ? null : '192.0.2.44',
        }));
        const odd = intruder('ada', at(0, '03:00'), { ip: '192.0.2.45', userAgent: agent('curl') });
        const { judged } = await stage.run([...nowhere, odd]);
        const [last, rest] = [judged.at(-1)!.score.score!, judged.slice(0, -1)];
        const lately = rest.filter(({ draft, score }) => score.score !== null && draft.timeMs > at(-14, '00:00'));
        const below = lately.filter(({ score }) => score.score! < last);
        return [
          ...unless(!rest.some(({ score }) => score.alert), 'everyday life alerts'),
          ...unless(below.length > 0.9 * lately.length, `${last} is above ${below.length} of ${lately.length} only`),
        ];
      },
    ),
  },
  {
    name: 'empty and odd user agents',
    story: 'An empty user agent, blanks, control characters, prototype names, an emoji.',
    signIns: [],
    expect: holds('each scored or unscored with a reason, no number that is none', async (stage) =>
      sane(
        stage,
        ['', '   ', '\u001b[31mred\u001b[0m', '__proto__', 'constructor', '🦊', '0'].map((userAgent, i) =>
          signIn('gina', at(0, '10:00') + i * 60_000, { userAgent }),
        ),
      ),
    ),
  },
];
