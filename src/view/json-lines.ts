// Sign-ins as JSON lines, as docs/JSON_OUTPUT.md has them: fields are only ever added.
// Values are whole and inert: see inert-json.

import { inertJson } from '../domain/inert-json.ts';
import { signInName } from '../domain/sign-in.ts';
import { formatIso } from '../domain/time.ts';
import type { JudgedSignIn } from './judged.ts';

/** One sign-in as one line of JSON with its line feed. */
export function signInJsonLine(judged: JudgedSignIn): string {
  return `${inertJson(signInObject(judged))}\n`;
}

/** The same as plain data, for views that add to it. */
export function signInObject({ signIn, score, enrichment, device, muted = null, ...more }: JudgedSignIn) {
  return {
    id: signInName(signIn.seq),
    source: signIn.source,
    time: formatIso(signIn.timeMs),
    user: signIn.user,
    ip: signIn.ip,
    user_agent: signIn.userAgent,
    location: {
      city: enrichment.city,
      region: enrichment.region,
      country: enrichment.country,
      latitude: finite(enrichment.latitude),
      longitude: finite(enrichment.longitude),
      accuracy_km: finite(enrichment.accuracyKm),
    },
    network: { asn: enrichment.asn, organization: enrichment.organization, kind: enrichment.networkKind },
    device: { os: device.os, client: device.client, kind: device.kind },
    state: score?.state ?? 'unscored',
    ...whyNot(score),
    score: rounded(score?.score),
    threshold: rounded(score?.threshold),
    alert: score?.alert ?? false,
    alert_id: score?.alertId ?? null,
    components: componentsOf(score),
    reasons: (score?.reasons ?? []).map(({ component, text }) => ({ component, text })),
    model: score?.model ?? null,
    event: signIn.event,
    outcome: signIn.outcome,
    warning: signIn.warning,
    muted: muted === null ? null : { allowance: muted.allowanceId, note: muted.note },
    alert_status: more.alertStatus ?? null,
    ...passageOf(more.passage),
  };
}

/** Every field null where the way is not known. */
function passageOf(passage: JudgedSignIn['passage']) {
  const { gapMs = null, travel = null, from = null, burst = null, failuresBefore = null } = passage ?? {};
  return {
    gap_seconds: gapMs === null ? null : rounded(gapMs / 1000),
    travel_km: travel === null ? null : Math.round(travel.km),
    speed_kmh: travel?.speedKmh == null ? null : Math.round(travel.speedKmh),
    travel_from: from === null ? null : signInName(from.seq),
    burst: burst === null ? null : { first: signInName(burst.firstSeq), number: burst.number },
    failures_before: failuresBefore,
  };
}

function whyNot(score: JudgedSignIn['score']): { why?: string } {
  if (score === null) return { why: 'not analysed yet' };
  return score.state === 'unscored' ? { why: score.why ?? 'no reason recorded' } : {};
}

function componentsOf(score: JudgedSignIn['score']) {
  const shares = score?.components ?? null;
  if (shares === null) return null;
  return {
    location: rounded(shares.location),
    network: rounded(shares.network),
    device: rounded(shares.device),
    time: rounded(shares.time),
  };
}

/** Twelve places: so that the components still add up to the score to 1e-9. */
export function rounded(value: number | null | undefined): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Math.round(value * 1e12) / 1e12;
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
