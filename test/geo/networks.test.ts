// The lists of owners against the data they were checked with, and what names say.

import { describe, expect, test } from 'bun:test';
import { openEmbedded } from '../../src/geo/embedded/embedded.ts';
import { listedOwners, ownerKinds } from '../../src/geo/networks/kind.ts';
import { kindByName } from '../../src/geo/networks/names.ts';

describe('listedOwners()', () => {
  const owners = listedOwners();

  test('every number exists in the data under the name the list gives, so that no digit is wrong', () => {
    const data = openEmbedded();
    const strange = owners.filter(({ asn, name }) => !data.organization(asn)?.replace(/\s+/g, ' ').startsWith(name));
    expect(strange).toEqual([]);
  });

  test('no number stands twice, and there are enough hosting companies', () => {
    expect(new Set(owners.map(({ asn }) => asn)).size).toBe(owners.length);
    expect(owners.filter(({ kind }) => kind === 'hosting').length).toBeGreaterThan(600);
    expect(owners.filter(({ kind }) => kind === 'mobile').length).toBeGreaterThan(150);
  });
});

describe('kindByName()', () => {
  test.each([
    ['Example Hosting GmbH', 'hosting'],
    ['ACME CLOUD LLC', 'hosting'],
    ['Best-VPS Ltd', 'hosting'],
    ['Example Data Center S.A.', 'hosting'],
    ['Ejemplo Centro de Datos', 'hosting'],
    ['Örnek Veri Merkezi A.Ş.', 'hosting'],
    ['FREE UNLIMITED VPN LTD', 'vpn'],
    ['SuperVPN Inc', 'vpn'],
    ['T-Mobile Example', 'mobile'],
    ['Telefónica Móviles Ejemplo', 'mobile'],
    ['Universidad de Ejemplo', 'education'],
    ['Example Unified School District', 'education'],
    ['Massachusetts Institute of Technology', 'education'],
    ['Example Broadband', 'isp'],
    ['Provedor Exemplo de Internet Ltda', 'isp'],
    ['Example Wireless LLC', 'isp'],
    ['UAB Example Telekomas', 'isp'],
    ['First Bank of Example', 'business'],
    ['County of Example', 'business'],
    ['Quux', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    ['Exxon Mobil Corporation', 'mobile'],
    ['AUTOHELLAS TOURIST AND TRADING SOCIETE ANONYME', 'unknown'],
    ['United Services Automobile Association', 'business'],
  ] as const)('takes %p for %s', (name, kind) => {
    expect(kindByName(name)).toBe(kind);
  });
});

describe('ownerKinds()', () => {
  test('the list wins over the name', () => {
    const kindOf = ownerKinds();
    expect(kindOf({ asn: 1766, organization: 'Exxon Mobil Corporation' })).toBe('business');
    expect(kindOf({ asn: 13188, organization: 'CONTENT DELIVERY NETWORK LTD' })).toBe('isp');
    expect(kindOf({ asn: 14061, organization: null })).toBe('hosting');
    expect(kindOf({ asn: null, organization: 'Example Hosting' })).toBe('hosting');
    expect(kindOf({ asn: null, organization: null })).toBe('unknown');
  });

  test('of the addresses in the data, most belong to an owner of a known kind', () => {
    const kindOf = ownerKinds();
    const data = openEmbedded();
    let known = 0;
    let all = 0;
    // Every 65,521st IPv4 address: prime, so that no block size is favoured.
    for (let value = 0; value < 2 ** 32; value += 65_521) {
      const owner = data.owner({ family: 4, text: '', value });
      if (!owner) continue;
      all += 1;
      if (kindOf(owner) !== 'unknown') known += 1;
    }
    expect(known / all).toBeGreaterThan(0.85);
  });
});
