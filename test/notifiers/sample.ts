// Messages as the pipeline makes them, and the same with every text from outside replaced by one string.

import type { AlertMessage, HealthMessage, HistoryMessage } from '../../src/domain/alert.ts';
import { describeDevice } from '../../src/domain/describe-device.ts';
import { UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';

const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

export const ALERT_MESSAGE: AlertMessage = {
  type: 'alert',
  alertId: 'a-7f3k',
  part: 1,
  kind: 'sign-in',
  severity: 'high',
  user: 'ada@example.com',
  source: 'gsuite',
  event: 'login_success',
  outcome: 'success',
  timeMs: Date.UTC(2026, 2, 1, 9, 12),
  ip: '198.51.100.9',
  userAgent: AGENT,
  location: {
    ...UNKNOWN_ENRICHMENT,
    addressState: 'public',
    ip: '198.51.100.9',
    precision: 'city',
    city: 'Lagos',
    region: 'LA',
    country: 'NG',
    accuracyKm: 50,
    asn: 14061,
    organization: 'DigitalOcean, LLC',
    networkKind: 'hosting',
  },
  device: describeDevice(AGENT),
  score: 0.71,
  threshold: 0.64,
  reasons: [
    { component: 'network', text: 'DigitalOcean is a hosting provider, never used in 412 sign-ins' },
    { component: 'device', text: 'Device as usual' },
  ],
  usual: ['Orange (AS3215) in 96 % of 412 sign-ins'],
  nextSteps: [],
};

export const HISTORY_MESSAGE: HistoryMessage = {
  type: 'history',
  fromMs: Date.UTC(2025, 8, 1),
  toMs: Date.UTC(2026, 2, 1),
  signIns: 35_000,
  users: 200,
  alerts: [
    {
      alertId: 'a-7f3k',
      user: 'ada@example.com',
      timeMs: Date.UTC(2026, 1, 3, 4, 5),
      score: 0.71,
      headline: 'DigitalOcean never used',
    },
  ],
  more: 41,
  nextSteps: ['Look through them: busybody alerts list --history'],
};

export const HEALTH_MESSAGE: HealthMessage = {
  type: 'health',
  state: 'raised',
  problem: 'failing',
  source: 'gsuite',
  sinceMs: Date.UTC(2026, 2, 1, 9, 12),
  timeMs: Date.UTC(2026, 2, 1, 12),
  reasons: ['Cannot list sign-ins of Google Workspace: invalid_grant'],
  nextSteps: ['Make a new JSON key for the service account'],
};

export function hostileHealth(text: string): HealthMessage {
  const many = Array.from({ length: 30 }, () => text);
  return { ...HEALTH_MESSAGE, source: text, reasons: many, nextSteps: many };
}

/** Every text from outside is `text`, in lists as long as they come. */
export function hostileAlert(text: string): AlertMessage {
  return {
    ...ALERT_MESSAGE,
    user: text,
    source: text,
    event: text,
    ip: text,
    userAgent: text,
    location: { ...ALERT_MESSAGE.location, city: text, region: text, country: text, organization: text },
    device: { os: text, client: text, kind: 'unknown' },
    reasons: Array.from({ length: 30 }, () => ({ component: 'network' as const, text })),
    usual: Array.from({ length: 30 }, () => text),
    nextSteps: Array.from({ length: 30 }, () => text),
  };
}

export function hostileHistory(text: string): HistoryMessage {
  const alert = { ...HISTORY_MESSAGE.alerts[0]!, user: text, headline: text };
  return { ...HISTORY_MESSAGE, alerts: Array.from({ length: 100 }, () => alert), nextSteps: [text] };
}
