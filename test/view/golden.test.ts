// What the main views look like, to the character.

import { expect, test } from 'bun:test';
import { alertPage } from '../../src/view/alert-page.ts';
import { alertsTable } from '../../src/view/alerts.ts';
import { explainText } from '../../src/view/explain.ts';
import { portrait } from '../../src/view/portrait.ts';
import { timeline } from '../../src/view/timeline.ts';
import { ALERT, EXPLAIN, HOME, PLAIN, PORTRAIT, TAKEOVER, USUAL } from './sample.ts';

test('timeline() on a terminal: reasons and the way stand below their sign-in', () => {
  expect(timeline([HOME, TAKEOVER], PLAIN)).toBe(`\
Time (UTC)        App     Place      Score               State
2026-03-01 08:37  slack   Lyon, FR    0.12  █·····│····
    e000122  Orange (AS3215), Chrome on macOS
2026-03-01 09:12  gsuite  Lagos, NG   0.71  ██████│█···  alert a-7f3k
    e000123  Globacom (AS37148), curl (script)
    at least 4,302 km in 35 min (7,375 km/h) from Lyon, FR, e000122
    Globacom was never used by this account in 412 sign-ins, nor by anybody here
    Lagos is 4,300 km from every usual place
    the app itself says is_suspicious
`);
});

test('timeline() on a narrow terminal keeps time, app, place, score and state', () => {
  expect(timeline([HOME, TAKEOVER], { ...PLAIN, width: 60 })).toBe(`\
Time (UTC)        App     Place      Score  State
2026-03-01 08:37  slack   Lyon, FR    0.12
    e000122  Orange (AS3215), Chrome on macOS
2026-03-01 09:12  gsuite  Lagos, NG   0.71  alert a-7f3k
    e000123  Globacom (AS37148), curl (script)
    at least 4,302 km in 35 min (7,375 km/h) from Lyon, FR,
    e000122
    Globacom was never used by this account in 412 sign-ins,
    nor by anybody here
    Lagos is 4,300 km from every usual place
    the app itself says is_suspicious
`);
});

test('timeline() into a pipe is one line a sign-in with everything', () => {
  expect(timeline([HOME, TAKEOVER], { ...PLAIN, width: Number.POSITIVE_INFINITY })).toBe(`\
Sign-in  Time (UTC)        App     Place      Network             Device           Score               State         Way                                                              Why
e000122  2026-03-01 08:37  slack   Lyon, FR   Orange (AS3215)     Chrome on macOS   0.12  █·····│····
e000123  2026-03-01 09:12  gsuite  Lagos, NG  Globacom (AS37148)  curl (script)     0.71  ██████│█···  alert a-7f3k  at least 4,302 km in 35 min (7,375 km/h) from Lyon, FR, e000122  Globacom was never used by this account in 412 sign-ins, nor by anybody here; Lagos is 4,300 km from every usual place; the app itself says is_suspicious
`);
});

test('timeline() of several users names them', () => {
  expect(timeline([TAKEOVER], { ...PLAIN, users: true })).toBe(`\
Sign-in  Time (UTC)        User             App     Place      Device         Score  State
e000123  2026-03-01 09:12  ada@example.com  gsuite  Lagos, NG  curl (script)   0.71  alert a-7f3k
    Globacom was never used by this account in 412 sign-ins, nor by anybody here
    Lagos is 4,300 km from every usual place
    the app itself says is_suspicious
`);
});

test('alertsTable()', () => {
  expect(alertsTable([ALERT], PLAIN)).toBe(`\
Alert   Severity  When (UTC)        User             Score          Limit  Sign-ins  Status
a-7f3k  High      2026-03-01 09:12  ada@example.com   0.71  ████··   0.64         1  open
    Globacom was never used by this account in 412 sign-ins, nor by anybody here
`);
});

test('alertsTable() at 100 columns cuts neither the alert nor the user', () => {
  const alert = { ...ALERT, id: 'a-92a4bk', user: 'valentina.redding@example.com', history: true, signIns: 12 };
  expect(alertsTable([alert], PLAIN)).toBe(`\
Alert     Severity  When (UTC)        User                           Score  Sign-ins  Status
a-92a4bk  High      2026-03-01 09:12  valentina.redding@example.com   0.71        12  open, history
    Globacom was never used by this account in 412 sign-ins, nor by anybody here
`);
});

test('alertPage()', () => {
  expect(alertPage({ alert: ALERT, signIns: [TAKEOVER], usual: USUAL }, PLAIN)).toBe(`\
High: unusual sign-in by ada@example.com
  Alert    a-7f3k, open
  Episode  1 sign-in at 2026-03-01 09:12 UTC
  Who      ada@example.com
  When     2026-03-01 09:12:00 UTC
  App      gsuite, login_success, success
  Where    Lagos, LA, Nigeria (within 50 km)
  Network  Globacom (AS37148), internet provider
  Address  198.51.100.9
  Device   curl (script)
  Agent    curl/8.4.0
  Warning  the app itself says is_suspicious
  Score    0.71, limit 0.64
  Why      Globacom was never used by this account in 412 sign-ins, nor by anybody here
           Lagos is 4,300 km from every usual place
  Usual    Lyon, France in 97 % of 412 sign-ins
           Orange (AS3215) in 96 % of 412 sign-ins

Sign-ins
Time (UTC)        App     Place      Score               State
2026-03-01 09:12  gsuite  Lagos, NG   0.71  ██████│█···  alert a-7f3k
    e000123  Globacom (AS37148), curl (script)
    Globacom was never used by this account in 412 sign-ins, nor by anybody here
    Lagos is 4,300 km from every usual place
    the app itself says is_suspicious

  Next  Why this score: busybody explain a-7f3k
        What else this account did: busybody analyze --user ada@example.com
        It was expected: busybody alerts dismiss a-7f3k
        It was not (ask the person by another channel first): busybody alerts confirm a-7f3k
        A verdict given by mistake: busybody alerts undo a-7f3k
`);
});

test('explainText()', () => {
  expect(explainText(EXPLAIN, PLAIN)).toBe(`\
Sign-in e000123
  Who      ada@example.com
  When     2026-03-01 09:12:00 UTC
  App      gsuite, login_success, success
  Where    Lagos, LA, Nigeria (within 50 km)
  Network  Globacom (AS37148), internet provider
  Address  198.51.100.9
  Device   curl (script)
  Agent    curl/8.4.0
  Warning  the app itself says is_suspicious
  Score    0.71, limit 0.64: alert a-7f3k
  Why      Globacom was never used by this account in 412 sign-ins, nor by anybody here
           Lagos is 4,300 km from every usual place

Components
  Component  Share
  network     0.34  ███████·············
  location    0.21  ████················
  time        0.14  ███·················
  device      0.02  █···················
  together    0.71  █████████████│█······

What each of them saw
  Component  Share  Measure (level 0: as usual, 1: most unusual)
  network     0.34  how new the network owner is
    seen: Globacom, never seen; usual: Orange, 96 %
  location    0.21  distance to usual places
    seen: 4,300 km; usual: under 150 km
  time        0.14  everything else
  device      0.03  everything else
  device     -0.01  how new the program is
    seen: curl, never seen; usual: Chrome on macOS

What would have changed it
  From a usual network this would have scored 0.41, limit 0.64: under it
  With a usual device this would have scored 0.69, limit 0.64: still over it

What is usual for this user
  Lyon, France in 97 % of 412 sign-ins
  Orange (AS3215) in 96 % of 412 sign-ins

What the organisation knows
  Nobody here used Globacom in the last 180 days

Model
  Version 2.0.0, seed 7, 256 sign-ins learnt before it (2.0.0/7/256)
`);
});

test('explainText() with the past, verdicts and what colleagues know', () => {
  const verdict = { status: 'dismissed', timeMs: 0, by: 'grace', reason: 'asked her' } as const;
  const page = explainText(
    {
      ...EXPLAIN,
      before: HOME,
      alike: [{ judged: HOME, same: ['app', 'hour'], differs: ['network', 'place'] }],
      again: 0.71,
      verdicts: [
        {
          id: 1,
          alertId: 'a-7f3k',
          action: 'dismissed',
          timeMs: Date.UTC(2026, 2, 2),
          by: 'grace',
          reason: 'asked her',
          before: null,
          after: verdict,
        } as never,
      ],
      mutes: [{ seq: 123, allowanceId: 'ok-3', note: 'a trial', recordedMs: Date.UTC(2026, 2, 3), later: true }],
    },
    PLAIN,
  );
  expect(page).toContain(`\
  Said     2026-03-02 00:00 UTC dismissed by grace: asked her
  Muted    2026-03-03 00:00 UTC e000123 hidden afterwards by ok-3: a trial
`);
  expect(page).toContain(`\
The sign-in before
Time (UTC)        App    Place     Score               State
2026-03-01 08:37  slack  Lyon, FR   0.12  █·····│····
    e000122  Orange (AS3215), Chrome on macOS

Most like it in the past
Time (UTC)        App    Place     Score               State
2026-03-01 08:37  slack  Lyon, FR   0.12  █·····│····
    e000122  Orange (AS3215), Chrome on macOS
    same app, hour; other network, place

Model
  Version 2.0.0, seed 7, 256 sign-ins learnt before it (2.0.0/7/256)
  Judged anew just now: the same score to the last digit
`);
  expect(explainText({ ...EXPLAIN, again: 0.6 }, PLAIN)).toContain('0.6000 instead of 0.7100');
  expect(explainText({ ...EXPLAIN, before: null }, PLAIN)).toContain('None: this is the first of this user');
});

test('portrait() with alerts, allowances, accounts and the local clock', () => {
  const allowance = {
    id: 'trip-2',
    kind: 'trip',
    user: 'ada@example.com',
    asn: null,
    owner: null,
    address: null,
    countries: ['NG'],
    device: null,
    fromMs: null,
    untilMs: Date.UTC(2026, 2, 14),
    note: 'a conference',
    by: null,
    addedMs: 0,
    removed: null,
  } as const;
  const page = portrait(
    {
      ...PORTRAIT,
      failed: 3,
      accounts: [{ source: 'slack', account: 'U0123' }],
      alerts: [ALERT],
      allowances: [allowance],
      local: { zone: 'Asia/Kolkata', country: 'IN', offsetMinutes: 330 },
    },
    PLAIN,
  );
  expect(page).toContain(`\
  Known     412 sign-ins (3 failed) from 2025-09-01 07:30 UTC to 2026-03-01 08:37 UTC
  Model     trained on 256 sign-ins
  Accounts  U0123 in slack
  Alerts    a-7f3k 2026-03-01 09:12 UTC high, open
  Allowed   trip-2 ada@example.com in Nigeria until 2026-03-14 00:00 UTC: a conference
`);
  expect(page).toContain('\nHours (UTC, below it Asia/Kolkata)\n');
  expect(page).toContain('  0     6     12    18\n  5:30  11:30 17:30 23:30\n');
});

test('portrait()', () => {
  expect(portrait(PORTRAIT, PLAIN)).toBe(`\
ada@example.com
  Known  412 sign-ins from 2025-09-01 07:30 UTC to 2026-03-01 08:37 UTC
  Model  trained on 256 sign-ins

Places
   97 %  ██████████  Lyon, France   2026-03-01 08:37
    3 %  █·········  Paris, France  2025-11-03 10:00

Networks
   96 %  ██████████  Orange (AS3215)  2026-03-01 08:37

Devices
  100 %  ██████████  Chrome on macOS  2026-03-01 08:37

Apps
   73 %  ███████···  slack   2026-03-01 08:37
   27 %  ███·······  gsuite  2026-03-01 08:37

Hours (UTC)
         ▁▄█▇▅▁▇▇▆▅▃▁  ▁
  0     6     12    18
`);
});

test('portrait() with ASCII only', () => {
  expect(portrait(PORTRAIT, { ...PLAIN, ascii: true, width: 40 })).toBe(`\
ada@example.com
  Known  412 sign-ins from 2025-09-01
         07:30 UTC to 2026-03-01 08:37
         UTC
  Model  trained on 256 sign-ins

Places
   97 %  Lyon, France   2026-03-01 08:37
    3 %  Paris, France  2025-11-03 10:00

Networks
   96 %  Orange (AS32…  2026-03-01 08:37

Devices
  100 %  Chrome on ma…  2026-03-01 08:37

Apps
   73 %  slack   2026-03-01 08:37
   27 %  gsuite  2026-03-01 08:37

Hours (UTC)
         .=@#+.##*+-.  .
  0     6     12    18
`);
});
