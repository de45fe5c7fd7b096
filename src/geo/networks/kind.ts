// The kind of a network by its owner: the lists first, then the owner's name. Kept per owner, as owners come again and again.

import type { NetworkKind } from '../../domain/enrichment.ts';
import { BUSINESS } from './business.ts';
import { EDUCATION } from './education.ts';
import { HOSTING } from './hosting.ts';
import { ISP } from './isp.ts';
import { MOBILE } from './mobile.ts';
import { kindByName } from './names.ts';
import { RELAY } from './relay.ts';
import { VPN } from './vpn.ts';

/** An owner of a list: its AS number and how its name begins in the data the list was checked against. */
export interface ListedOwner {
  readonly asn: number;
  readonly name: string;
  readonly kind: NetworkKind;
}

const LISTS: Partial<Record<NetworkKind, string>> = {
  vpn: VPN,
  relay: RELAY,
  mobile: MOBILE,
  education: EDUCATION,
  isp: ISP,
  business: BUSINESS,
  hosting: HOSTING,
};

/** The owners of all lists; an owner is in one list only. */
export function listedOwners(): readonly ListedOwner[] {
  return Object.entries(LISTS).flatMap(([kind, text]) =>
    text
      .trim()
      .split('\n')
      .map((line) => {
        const blank = line.indexOf(' ');
        return { asn: Number(line.slice(0, blank)), name: line.slice(blank + 1), kind: kind as NetworkKind };
      }),
  );
}

export interface Owner {
  readonly asn: number | null;
  readonly organization: string | null;
}

const NAMES_MAX = 100_000;

/**
 * A function from owner to kind: AS14061 gives `hosting`, an unlisted `Example Telecom` gives `isp`, an unknown owner `unknown`.
 */
export function ownerKinds(): (owner: Owner) => NetworkKind {
  const byNumber = new Map(listedOwners().map(({ asn, kind }) => [asn, kind]));
  const byName = new Map<string, NetworkKind>();
  return ({ asn, organization }) => {
    const listed = asn === null ? undefined : byNumber.get(asn);
    if (listed !== undefined) return listed;
    if (organization === null) return 'unknown';
    const known = byName.get(organization);
    if (known !== undefined) return known;
    const kind = kindByName(organization);
    if (byName.size >= NAMES_MAX) byName.clear();
    byName.set(organization, kind);
    return kind;
  };
}
