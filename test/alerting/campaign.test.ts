import { describe, expect, test } from 'bun:test';
import { CAMPAIGN_USERS, campaignOf, type Raise, rememberRaise } from '../../src/alerting/campaign.ts';

const HOUR_MS = 3_600_000;

function raise(user: string, hours: number, keys: readonly string[] = ['address:198.51.100.9']): Raise {
  return { timeMs: hours * HOUR_MS, user, alertId: `a-${user}`, campaign: null, keys };
}

describe('campaignOf()', () => {
  const TWO = [raise('bob', 0), raise('cyd', 2)];

  test('is the third user within a day on the same new address', () => {
    expect(campaignOf(TWO, raise('ada', 3))).toEqual({
      key: 'address:198.51.100.9',
      alertId: null,
      firstAlertId: 'a-bob',
      users: ['bob', 'cyd', 'ada'],
      raises: TWO,
    });
    expect(CAMPAIGN_USERS).toBe(3);
  });

  test.each([
    ['two users', [raise('bob', 0)], raise('ada', 1)],
    ['one user three times', [raise('bob', 0), raise('bob', 1)], raise('ada', 2)],
    ['the same user again', TWO, raise('bob', 3)],
    ['a day later', TWO, raise('ada', 26)],
    ['the first of three a day ago', TWO, raise('ada', 24)],
    ['another address', TWO, raise('ada', 3, ['address:192.0.2.1'])],
    ['nothing new to share', TWO, raise('ada', 3, [])],
  ])('is none with %s', (_, before, next) => {
    expect(campaignOf(before, next)).toBeNull();
  });

  test('also with a raise that comes late, and by any key they share', () => {
    expect(campaignOf(TWO, raise('ada', -5))?.users).toHaveLength(3);
    const network = [raise('bob', 0, ['address:1', 'owner:x']), raise('cyd', 1, ['address:2', 'owner:x'])];
    expect(campaignOf(network, raise('ada', 2, ['address:3', 'owner:x']))?.key).toBe('owner:x');
  });

  test('hangs on the key that most users share, and is joined by any key once it runs', () => {
    const wave = ['bob', 'cyd', 'dan'].map((user, i) => raise(user, i, [`address:${i % 2}`, 'owner:x']));
    const made = campaignOf(wave, raise('ada', 3, ['address:0', 'owner:x']))!;
    expect(made.key).toBe('owner:x');
    const member = { ...raise('ada', 3, ['address:0', 'owner:x']), alertId: 'a-wave', campaign: made.key };
    const joined = campaignOf([...wave, member], raise('eve', 4, ['address:0']))!;
    expect(joined).toMatchObject({ key: 'owner:x', alertId: 'a-wave' });
    expect(joined.users).toEqual(['bob', 'cyd', 'dan', 'ada', 'eve']);
  });

  test('goes on with a fourth user under the same first alert', () => {
    const raises = rememberRaise(TWO, raise('ada', 3));
    expect(campaignOf(raises, raise('dan', 4))).toMatchObject({
      firstAlertId: 'a-bob',
      users: ['bob', 'cyd', 'ada', 'dan'],
    });
  });
});

describe('rememberRaise()', () => {
  test('keeps a day, at most 500, and leaves the list alone', () => {
    const before = [raise('old', 0), raise('bob', 20)];
    expect(rememberRaise(before, raise('ada', 30)).map((one) => one.user)).toEqual(['bob', 'ada']);
    expect(before).toHaveLength(2);
    let raises: Raise[] = [];
    for (let n = 0; n < 600; n++) raises = rememberRaise(raises, raise(`u${n}`, 1));
    expect(raises).toHaveLength(500);
    expect(raises.at(-1)?.user).toBe('u599');
  });
});
