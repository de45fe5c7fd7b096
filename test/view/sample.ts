// One small story for the views: Ada at home in Lyon, then somebody at a hosting provider in Lagos.

import type { Alert } from '../../src/domain/alert.ts';
import { describeDevice } from '../../src/domain/describe-device.ts';
import { type Enrichment, UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import type { Score } from '../../src/domain/score.ts';
import type { StoredSignIn } from '../../src/domain/sign-in.ts';
import type { ExplainInput } from '../../src/view/explain.ts';
import type { JudgedSignIn } from '../../src/view/judged.ts';
import type { PortraitInput } from '../../src/view/portrait.ts';
import type { ViewOptions } from '../../src/view/style.ts';

export const PLAIN: ViewOptions = { width: 100, colour: false };

export const MAC_CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

export const LYON: Enrichment = {
  ...UNKNOWN_ENRICHMENT,
  addressState: 'public',
  ip: '203.0.113.7',
  block: '203.0.113.0/24',
  precision: 'city',
  city: 'Lyon',
  region: 'ARA',
  country: 'FR',
  latitude: 45.75,
  longitude: 4.85,
  accuracyKm: 20,
  asn: 3215,
  organization: 'Orange',
  networkKind: 'isp',
};

export const LAGOS: Enrichment = {
  ...LYON,
  ip: '198.51.100.9',
  block: '198.51.100.0/24',
  city: 'Lagos',
  region: 'LA',
  country: 'NG',
  latitude: 6.45,
  longitude: 3.4,
  accuracyKm: 50,
  asn: 37148,
  organization: 'Globacom',
};

export function signIn(overrides: Partial<StoredSignIn> = {}): StoredSignIn {
  return {
    seq: 122,
    user: 'ada@example.com',
    source: 'slack',
    id: 'x1',
    timeMs: Date.UTC(2026, 2, 1, 8, 37),
    account: 'ada',
    ip: '203.0.113.7',
    userAgent: MAC_CHROME,
    outcome: 'success',
    event: 'access',
    warning: null,
    raw: '{}',
    ...overrides,
  };
}

export function score(overrides: Partial<Score> = {}): Score {
  return {
    seq: 122,
    state: 'scored',
    why: null,
    score: 0.12,
    threshold: 0.64,
    components: { location: 0.03, network: 0.03, device: 0.02, time: 0.04 },
    reasons: [],
    alert: false,
    alertId: null,
    model: '2.0.0/7/256',
    ...overrides,
  };
}

export const HOME: JudgedSignIn = {
  signIn: signIn(),
  score: score(),
  enrichment: LYON,
  device: describeDevice(MAC_CHROME),
};

export const TAKEOVER: JudgedSignIn = {
  signIn: signIn({
    seq: 123,
    id: 'x2',
    source: 'gsuite',
    event: 'login_success',
    timeMs: Date.UTC(2026, 2, 1, 9, 12),
    ip: '198.51.100.9',
    userAgent: 'curl/8.4.0',
    warning: 'is_suspicious',
  }),
  score: score({
    seq: 123,
    score: 0.71,
    components: { location: 0.21, network: 0.34, device: 0.02, time: 0.14 },
    reasons: [
      { component: 'network', text: 'Globacom was never used by this account in 412 sign-ins, nor by anybody here' },
      { component: 'location', text: 'Lagos is 4,300 km from every usual place' },
    ],
    alert: true,
    alertId: 'a-7f3k',
  }),
  enrichment: LAGOS,
  device: describeDevice('curl/8.4.0'),
};

export const ALERT: Alert = {
  id: 'a-7f3k',
  kind: 'sign-in',
  user: 'ada@example.com',
  severity: 'high',
  status: 'open',
  firstMs: TAKEOVER.signIn.timeMs,
  lastMs: TAKEOVER.signIn.timeMs,
  score: 0.71,
  threshold: 0.64,
  components: { location: 0.21, network: 0.34, device: 0.02, time: 0.14 },
  reasons: TAKEOVER.score!.reasons,
  seq: 123,
  signIns: 1,
  history: false,
  verdict: null,
  muted: null,
};

export const USUAL = ['Lyon, France in 97 % of 412 sign-ins', 'Orange (AS3215) in 96 % of 412 sign-ins'];

export const EXPLAIN: ExplainInput = {
  ...TAKEOVER,
  columns: [
    {
      component: 'network',
      name: 'network_owner',
      meaning: 'how new the network owner is',
      value: 'Globacom, never seen',
      usual: 'Orange, 96 %',
      share: 0.34,
    },
    {
      component: 'location',
      name: 'place_distance',
      meaning: 'distance to usual places',
      value: '4,300 km',
      usual: 'under 150 km',
      share: 0.21,
    },
    {
      component: 'device',
      name: 'device_family',
      meaning: 'how new the program is',
      value: 'curl, never seen',
      usual: 'Chrome on macOS',
      share: -0.01,
    },
  ],
  usual: USUAL,
  counterfactuals: [
    { component: 'network', score: 0.41 },
    { component: 'device', score: 0.69 },
  ],
  org: ['Nobody here used Globacom in the last 180 days'],
};

const lastMs = HOME.signIn.timeMs;

export const PORTRAIT: PortraitInput = {
  user: 'ada@example.com',
  signIns: 412,
  firstMs: Date.UTC(2025, 8, 1, 7, 30),
  lastMs,
  places: [
    { name: 'Lyon, France', signIns: 400, share: 0.97, lastMs },
    { name: 'Paris, France', signIns: 12, share: 0.03, lastMs: Date.UTC(2025, 10, 3, 10, 0) },
  ],
  networks: [{ name: 'Orange (AS3215)', signIns: 396, share: 0.96, lastMs }],
  devices: [{ name: 'Chrome on macOS', signIns: 412, share: 1, lastMs }],
  sources: [
    { name: 'slack', signIns: 300, share: 0.73, lastMs },
    { name: 'gsuite', signIns: 112, share: 0.27, lastMs },
  ],
  hours: [0, 0, 0, 0, 0, 0, 0, 4, 30, 60, 50, 40, 10, 50, 55, 48, 40, 20, 5, 0, 0, 1, 0, 0],
  zone: 'UTC',
  training: 'trained on 256 sign-ins',
};
