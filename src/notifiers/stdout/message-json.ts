// A message as one JSON line, in the words of the JSON output: snake_case, ISO times.
// Values are bounded: a message is read at once, and the whole record is in the store.

import type { AlertMessage, HealthMessage, HistoryMessage, Message } from '../../domain/alert.ts';
import { inertJson } from '../../domain/inert-json.ts';
import { formatIso } from '../../domain/time.ts';

const LONGEST_TEXT = 4096;

/** One line without its line feed; `key` tells a repeated delivery from a new one. */
export function messageJson(message: Message, key: string): string {
  return inertJson(messageBody(message, key), { longest: LONGEST_TEXT });
}

function messageBody(message: Message, key: string): object {
  switch (message.type) {
    case 'alert':
      return alertJson(message, key);
    case 'history':
      return historyJson(message, key);
    case 'health':
      return healthJson(message, key);
  }
}

function healthJson(message: HealthMessage, key: string): object {
  return {
    type: 'health',
    key,
    state: message.state,
    problem: message.problem,
    source: message.source,
    since: formatIso(message.sinceMs),
    time: formatIso(message.timeMs),
    reasons: message.reasons,
    next_steps: message.nextSteps,
  };
}

function alertJson(message: AlertMessage, key: string): object {
  const place = message.location;
  return {
    type: 'alert',
    key,
    alert_id: message.alertId,
    part: message.part,
    kind: message.kind,
    severity: message.severity,
    user: message.user,
    source: message.source,
    event: message.event,
    outcome: message.outcome ?? null,
    time: formatIso(message.timeMs),
    ip: message.ip,
    user_agent: message.userAgent,
    location: {
      city: place.city,
      region: place.region,
      country: place.country,
      latitude: place.latitude,
      longitude: place.longitude,
      accuracy_km: place.accuracyKm,
    },
    network: { asn: place.asn, organization: place.organization, kind: place.networkKind },
    device: { os: message.device.os, client: message.device.client, kind: message.device.kind },
    score: message.score,
    threshold: message.threshold,
    reasons: message.reasons.map(({ component, text }) => ({ component, text })),
    usual: message.usual,
    next_steps: message.nextSteps,
  };
}

function historyJson(message: HistoryMessage, key: string): object {
  return {
    type: 'history',
    key,
    from: formatIso(message.fromMs),
    to: formatIso(message.toMs),
    sign_ins: message.signIns,
    users: message.users,
    alerts: message.alerts.map((alert) => ({
      alert_id: alert.alertId,
      user: alert.user,
      time: formatIso(alert.timeMs),
      score: alert.score,
      headline: alert.headline,
    })),
    more: message.more,
    next_steps: message.nextSteps,
  };
}
