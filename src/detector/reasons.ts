// Reasons in plain sentences, filled from counts: what is new, what the organisation knows of it, and what is as usual.

import type { Enrichment, NetworkKind } from '../domain/enrichment.ts';
import { COMPONENTS, type Component, type Reason } from '../domain/score.ts';
import type { Observation } from '../features/observation.ts';
import type { Counts } from '../features/signals.ts';

export interface ReasonInput {
  /** How to name the person: the user, or its part before the @. */
  readonly who: string;
  readonly seen: Observation;
  readonly place: Enrichment;
  readonly counts: Counts;
  readonly components: Readonly<Record<Component, number>>;
  readonly score: number;
  /** The app's own warning, if any, and the app's name. */
  readonly warning: string | null;
}

const KIND_WORDS: Readonly<Record<NetworkKind, string | null>> = {
  isp: 'an internet provider',
  mobile: 'a mobile carrier',
  business: 'a company network',
  education: 'a school or university network',
  hosting: 'a hosting provider',
  vpn: 'a VPN provider',
  relay: 'a privacy relay',
  private: 'a private network',
  unknown: null,
};

/** Beyond this share of the score a component is spoken of as unusual. */
const SPEAKS = 0.15;

/** Sentences, strangest component first; components as usual come last, so that a person sees what speaks against it too. */
export function explainReasons(input: ReasonInput): readonly Reason[] {
  const reasons: Reason[] = [];
  const ordered = [...COMPONENTS].sort((a, b) => input.components[b] - input.components[a]);
  const usual: Reason[] = [];
  for (const component of ordered) {
    const sentences = SENTENCES[component](input);
    const speaks = input.components[component] >= SPEAKS * input.score;
    for (const { text, strange } of sentences) {
      if (strange && speaks) reasons.push({ component, text });
      else if (!strange) usual.push({ component, text });
    }
  }
  if (reasons.length === 0 && input.score >= ORDINARY) reasons.push(combination(input, ordered));
  if (input.warning !== null)
    reasons.push({ component: 'provider', text: warningText(input.seen.source, input.warning) });
  return [...reasons, ...usual];
}

function warningText(source: string, warning: string): string {
  const as = warning === 'is_suspicious' ? 'as suspicious' : `with ${JSON.stringify(warning.replaceAll('_', ' '))}`;
  return `${appName(source)} itself marked this sign-in ${as}, so less than the usual limit was enough.`;
}

/** Where nothing is new by itself, what stands out together. */
function combination({ counts, who }: ReasonInput, ordered: readonly Component[]): Reason {
  const [first, second] = ordered as [Component, Component];
  const together = counts.own.pair;
  const seenTogether =
    together !== null && together <= FEW && counts.history > 0
      ? `; ${who} had this network and device together in ${together} of ${times(counts.history)}`
      : '';
  return {
    component: first,
    text: `Nothing is new by itself: ${first} and ${second} together are unusual${seenTogether}.`,
  };
}

/** Everyday sign-ins score below. */
const ORDINARY = 0.55;

/** Seen this often or less, a thing is hardly known. */
const FEW = 2;

/** `Network as usual: …`, or `Network hardly known: …` where it was met once or twice in a longer past. */
function asUsual(what: string, known: { name: string; own: number; all: number }): Sentence {
  const hardly = known.own <= FEW && known.all >= 10;
  return {
    text: `${what} ${hardly ? 'hardly known' : 'as usual'}: ${known.name}, ${known.own} of ${times(known.all)}.`,
    strange: hardly,
  };
}

interface Sentence {
  readonly text: string;
  readonly strange: boolean;
}

const SENTENCES: Readonly<Record<Component, (input: ReasonInput) => readonly Sentence[]>> = {
  network: networkSentences,
  location: locationSentences,
  device: deviceSentences,
  time: timeSentences,
};

function networkSentences(input: ReasonInput): readonly Sentence[] {
  const { counts, seen, place, who } = input;
  const sentences: Sentence[] = [];
  const name = seen.names.owner;
  if (name === null) {
    const state =
      place.addressState === 'absent'
        ? 'The record carries no address'
        : `Nothing is known of the address ${seen.keys.address ?? ''}`.trim();
    sentences.push({ text: `${state}, so the network cannot be judged.`, strange: false });
  } else {
    const kind = KIND_WORDS[place.networkKind];
    const own = counts.own.owner ?? 0;
    const isA = kind === null ? name : `${name} is ${kind}`;
    if (own === 0) {
      const past =
        counts.history === 0
          ? `this is the first sign-in known of ${who}`
          : `${who} never used it in ${times(counts.history)}`;
      sentences.push({
        text: `${isA}; ${past}, ${colleagues(counts.others.owner, counts.colleagues, 'used it')}.`,
        strange: true,
      });
    } else if ((counts.own.block ?? 0) === 0) {
      sentences.push({
        text: `New address block of ${name}, from which ${who} came ${own} of ${times(counts.history)}; ${colleagues(counts.others.block, counts.colleagues, 'used the block')}.`,
        strange: own < counts.history * 0.2,
      });
    } else sentences.push(asUsual('Network', { name, own, all: counts.history }));
  }
  if (counts.newOnAddress + counts.newOnBlock > 0) {
    const many = Math.max(counts.newOnAddress, counts.newOnBlock);
    sentences.push({
      text: `The same new ${counts.newOnAddress > 0 ? 'address' : 'network block'} appeared on ${people(many, 'other account')} within a day.`,
      strange: true,
    });
  }
  if (counts.failures > 0)
    sentences.push({
      text: `${people(counts.failures, 'failed sign-in')} from this network block within a day${counts.failedAccounts > 0 ? `, on ${people(counts.failedAccounts, 'other account')}` : ''}.`,
      strange: true,
    });
  return sentences;
}

function locationSentences(input: ReasonInput): readonly Sentence[] {
  const { counts, seen, who } = input;
  const name = seen.names.city;
  if (name === null) return [{ text: 'No database knows where this address is.', strange: false }];
  const own = counts.own.city ?? 0;
  if (own > 0) return [asUsual('Place', { name, own, all: counts.history })];
  const newCountry = (counts.own.country ?? 0) === 0;
  const far =
    counts.distanceKm !== null && counts.distanceKm > 50
      ? `, at least ${round(counts.distanceKm)} km from every usual place`
      : '';
  const past =
    counts.history === 0
      ? `the first place known of ${who}`
      : `${who} never signed in from ${newCountry ? 'this country' : 'there'} in ${times(counts.history)}`;
  const org = newCountry
    ? colleagues(counts.others.country, counts.colleagues, 'did')
    : colleagues(counts.others.city, counts.colleagues, 'did');
  return [{ text: `${name}${far}: ${past}, ${org}.`, strange: true }];
}

function deviceSentences(input: ReasonInput): readonly Sentence[] {
  const { counts, seen, who } = input;
  if (seen.agent === null) {
    return [
      counts.agentUsual
        ? { text: `No user agent, although ${appName(seen.source)} gives one for ${who} as a rule.`, strange: true }
        : { text: `${appName(seen.source)} does not say which device it was.`, strange: false },
    ];
  }
  const name = seen.names.family ?? 'unknown device';
  const withDevice = counts.agents;
  const shape = counts.own.shape ?? 0;
  if (shape > 0) return [asUsual('Device', { name, own: shape, all: withDevice })];
  const family = counts.own.family ?? 0;
  if (seen.agent.script)
    return [
      {
        text: `A script or headless client (${name}), which ${who} never used; ${colleagues(counts.others.family, counts.colleagues, 'did')}.`,
        strange: true,
      },
    ];
  if (family > 0)
    return [
      {
        text: `${name} like before (${family} of ${times(withDevice)}), but in a variant not seen yet.`,
        strange: withDevice > 0,
      },
    ];
  const past =
    withDevice === 0 ? `the first device known of ${who}` : `not among the devices of ${who} in ${times(withDevice)}`;
  return [
    {
      text: `${name}: ${past}, ${colleagues(counts.others.family, counts.colleagues, 'used one like it')}.`,
      strange: true,
    },
  ];
}

function timeSentences(input: ReasonInput): readonly Sentence[] {
  const { counts, seen, who } = input;
  const sentences: Sentence[] = [];
  if (counts.speedKmh > 500)
    sentences.push({
      text: `Getting there from an earlier sign-in would have taken about ${round(counts.speedKmh)} km/h.`,
      strange: true,
    });
  if (counts.elsewhereMinutes !== null)
    sentences.push({
      text: `A known device of ${who} was active on a known network ${minutes(counts.elsewhereMinutes)} before.`,
      strange: true,
    });
  if (counts.accountFailures > 0)
    sentences.push({
      text: `${people(counts.accountFailures, 'failed sign-in')} on this account from unknown networks within a day before.`,
      strange: true,
    });
  if (counts.gapDays >= 30) sentences.push({ text: `First sign-in for ${round(counts.gapDays)} days.`, strange: true });
  if ((counts.own.source ?? 0) === 0 && counts.history > 0)
    sentences.push({ text: `First use of ${appName(seen.source)} in ${times(counts.history)}.`, strange: true });
  const near = counts.nearHours;
  const clock = new Date(seen.timeMs).toISOString().slice(11, 16);
  if (counts.history >= 10)
    sentences.push(
      near < 0.03
        ? {
            text: `${clock} UTC is an unusual hour: ${percent(near)} of ${times(counts.history)} fell within two hours of it.`,
            strange: true,
          }
        : { text: `Hour as usual: ${clock} UTC.`, strange: false },
    );
  return sentences;
}

function colleagues(count: number, all: number, did: string): string {
  if (all === 0) return 'and no colleague is known yet';
  if (count === 0) return `nobody else at the company did`;
  return `${count} of ${people(all, 'colleague')} ${did}`;
}

function times(count: number): string {
  return people(count, 'sign-in');
}

function people(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function minutes(value: number): string {
  return value < 1 ? 'less than a minute' : people(Math.round(value), 'minute');
}

function percent(share: number): string {
  return share > 0 && share < 0.005 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}

function round(value: number): string {
  const digits = value >= 100 ? Math.round(value / 10) * 10 : Math.round(value);
  return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const APPS: Readonly<Record<string, string>> = { slack: 'Slack', gsuite: 'Google Workspace', okta: 'Okta' };

function appName(source: string): string {
  return Object.hasOwn(APPS, source) ? APPS[source]! : source;
}
