// The catalogue of signals: every number the detector may look at, the component (or pair of components) it belongs to,
// and what it means. All lie in [0, 1]; 0 is as usual or not applicable unless the meaning says otherwise.

import type { Component } from '../domain/score.ts';

export interface SignalInfo {
  readonly name: string;
  /** One component, or the pair whose coincidence it measures; empty for context that only weighs the others. */
  readonly parts: readonly Component[];
  readonly meaning: string;
}

const NETWORK = ['network'] as const;
const LOCATION = ['location'] as const;
const DEVICE = ['device'] as const;
const TIME = ['time'] as const;
const CONTEXT = [] as const;

export const SIGNALS = [
  { name: 'owner', parts: NETWORK, meaning: 'network owner new or rare for this user' },
  { name: 'block', parts: NETWORK, meaning: '/24 or /48 block new or rare for this user' },
  { name: 'address', parts: NETWORK, meaning: 'exact address new or rare for this user' },
  { name: 'kind', parts: NETWORK, meaning: 'kind of network new or rare for this user' },
  {
    name: 'ownerWords',
    parts: NETWORK,
    meaning: 'words in the owner name never seen for this user (share of the tf-idf norm)',
  },
  { name: 'ownerRare', parts: NETWORK, meaning: 'owner rare among colleagues' },
  { name: 'blockRare', parts: NETWORK, meaning: 'block rare among colleagues' },
  { name: 'addressRare', parts: NETWORK, meaning: 'address rare among colleagues' },
  {
    name: 'hosting',
    parts: NETWORK,
    meaning: 'a hosting network, where this user rarely comes from one',
  },
  { name: 'anonymous', parts: NETWORK, meaning: 'a VPN or relay, where this user rarely comes from one' },
  { name: 'mobile', parts: CONTEXT, meaning: '1 on a mobile carrier' },
  {
    name: 'addressShared',
    parts: NETWORK,
    meaning:
      'other accounts for which this address is new within a day, k/(k+2), a quarter of it with a firmly known device',
  },
  {
    name: 'blockShared',
    parts: NETWORK,
    meaning:
      'other accounts for which this block is new within a day, k/(k+2), a quarter of it with a firmly known device',
  },
  { name: 'addressFailures', parts: NETWORK, meaning: 'failed sign-ins from this block within a day, k/(k+3)' },
  {
    name: 'addressTargets',
    parts: NETWORK,
    meaning: 'other accounts that failed from this block within a day, k/(k+2)',
  },
  { name: 'country', parts: LOCATION, meaning: 'country new or rare for this user' },
  { name: 'city', parts: LOCATION, meaning: 'city (or country where no city is known) new or rare for this user' },
  {
    name: 'distance',
    parts: LOCATION,
    meaning: 'far from every known place: d/(d+150 km), d less both radii',
  },
  { name: 'countryRare', parts: LOCATION, meaning: 'country rare among colleagues' },
  { name: 'cityRare', parts: LOCATION, meaning: 'city rare among colleagues' },
  {
    name: 'placeless',
    parts: CONTEXT,
    meaning: '1 where no database knows the address, 0.5 where only the country is known',
  },
  { name: 'shape', parts: DEVICE, meaning: 'user agent without versions new or rare for this user' },
  { name: 'family', parts: DEVICE, meaning: 'family (system and client) new or rare for this user' },
  { name: 'system', parts: DEVICE, meaning: 'operating system new or rare for this user' },
  {
    name: 'agentWords',
    parts: DEVICE,
    meaning: 'words in the user agent never seen for this user (share of the tf-idf norm)',
  },
  { name: 'script', parts: DEVICE, meaning: 'a script or headless client, times the share of sign-ins that are not' },
  {
    name: 'downgrade',
    parts: DEVICE,
    meaning: '1 where a known user agent comes back in a version older than its newest',
  },
  { name: 'shapeRare', parts: DEVICE, meaning: 'user agent without versions rare among colleagues' },
  { name: 'familyRare', parts: DEVICE, meaning: 'family rare among colleagues' },
  {
    name: 'agentMissing',
    parts: DEVICE,
    meaning: 'no user agent, times the share of sign-ins in this app that have one',
  },
  { name: 'deviceUnknown', parts: CONTEXT, meaning: '1 where the app gives no user agent' },
  { name: 'deviceFirm', parts: CONTEXT, meaning: 'how firmly the device is known, n/(n+5) sign-ins with this shape' },
  { name: 'ownerFirm', parts: CONTEXT, meaning: 'how firmly the owner is known, n/(n+3) sign-ins' },
  { name: 'blockFirm', parts: CONTEXT, meaning: 'how firmly the block is known, n/(n+3) sign-ins' },
  { name: 'kindFirm', parts: CONTEXT, meaning: 'how firmly the kind of network is known, n/(n+3) sign-ins' },
  { name: 'countryFirm', parts: CONTEXT, meaning: 'how firmly the country is known, n/(n+3) sign-ins' },
  { name: 'cityFirm', parts: CONTEXT, meaning: 'how firmly the city is known, n/(n+3) sign-ins' },
  { name: 'familyFirm', parts: CONTEXT, meaning: 'how firmly the family is known, n/(n+3) sign-ins' },
  { name: 'pairFirm', parts: CONTEXT, meaning: 'how firmly owner and family are known together, n/(n+3) sign-ins' },
  { name: 'hour', parts: TIME, meaning: 'hour of day, weekdays and weekends apart new or rare for this user' },
  { name: 'hourShare', parts: TIME, meaning: '1 less the share of sign-ins within 1.5 hours of this hour' },
  {
    name: 'speed',
    parts: TIME,
    meaning: 'too fast a journey from a sign-in of the last day: v/(v+900 km/h)',
  },
  {
    name: 'elsewhere',
    parts: TIME,
    meaning: 'a known device was active in another, known network minutes ago, 1 - t/120 min',
  },
  { name: 'gap', parts: TIME, meaning: 'days d since the user was last seen, d/(d+30)' },
  { name: 'recency', parts: CONTEXT, meaning: 'minutes t since the last sign-in, 60/(60+t)' },
  { name: 'moved', parts: LOCATION, meaning: 'far from the last sign-in: d/(d+500 km), d less both radii' },
  {
    name: 'accountFailures',
    parts: TIME,
    meaning: 'failed sign-ins on this account from unknown blocks within a day, k/(k+2)',
  },
  { name: 'source', parts: TIME, meaning: 'app itself new or rare for this user' },
  { name: 'history', parts: CONTEXT, meaning: 'sign-ins n learnt so far, n/(n+50)' },
  { name: 'age', parts: CONTEXT, meaning: 'days d since first seen, d/(d+30)' },
  { name: 'roams', parts: CONTEXT, meaning: 'how often this user came from a new block lately' },
  { name: 'travels', parts: CONTEXT, meaning: 'how often this user came from a new city lately' },
  { name: 'switches', parts: CONTEXT, meaning: 'how often this user came with a new device lately' },
  { name: 'phone', parts: CONTEXT, meaning: '1 where the user agent is of a phone or tablet' },
  { name: 'relay', parts: CONTEXT, meaning: '1 on a privacy relay or security gateway' },
  { name: 'residential', parts: CONTEXT, meaning: '1 on the network of an internet provider' },
  { name: 'away', parts: CONTEXT, meaning: 'hours h since a familiar sign-in in another block, h/(h+24)' },
  { name: 'countryHome', parts: CONTEXT, meaning: 'share of the sign-ins of this user that came from this country' },
  { name: 'familyShare', parts: CONTEXT, meaning: 'share of the sign-ins of this user with this family' },
  { name: 'unsettled', parts: CONTEXT, meaning: 'unfamiliar sign-ins within the last day, k/(k+2)' },
  {
    name: 'shapeShared',
    parts: DEVICE,
    meaning: 'other accounts for which this device is new within a day, k/(k+2), times its rarity',
  },
  {
    name: 'vouched',
    parts: CONTEXT,
    meaning: '1 where a firmly known device was in this city or block within 14 days',
  },
  { name: 'pair', parts: ['network', 'device'], meaning: 'this network owner with this kind of device' },
  { name: 'placePair', parts: ['location', 'device'], meaning: 'this country with this kind of device' },
  { name: 'blockShape', parts: ['network', 'device'], meaning: 'both block and user agent new: the smaller surprise' },
  { name: 'ownerShape', parts: ['network', 'device'], meaning: 'both owner and user agent new: the smaller surprise' },
  {
    name: 'countryShape',
    parts: ['location', 'device'],
    meaning: 'both country and user agent new: the smaller surprise',
  },
  { name: 'ownerHour', parts: ['network', 'time'], meaning: 'both owner and hour unusual: the smaller surprise' },
  {
    name: 'hostingTravel',
    parts: ['network', 'time'],
    meaning: 'hosting with impossible travel or a known device elsewhere',
  },
  { name: 'failuresBlock', parts: ['network', 'time'], meaning: 'failures before a success from a new block' },
  { name: 'gapBlock', parts: ['network', 'time'], meaning: 'a dormant account waking from a new block' },
] as const satisfies readonly SignalInfo[];

export type SignalName = (typeof SIGNALS)[number]['name'];

/** Place of each signal in the vector. */
export const SIGNAL_INDEX = Object.fromEntries(SIGNALS.map((signal, index) => [signal.name, index])) as Readonly<
  Record<SignalName, number>
>;

export const SIGNAL_COUNT = SIGNALS.length;
