// Addresses of the simulated world: canonical text, and a plan that finds again what it gave out.

import { expect, test } from 'bun:test';
import ipaddr from 'ipaddr.js';
import { address4, address6, addressOf, createAddressPlan } from '../../src/simulation/address-plan.ts';
import { createDraw } from '../../src/simulation/draw.ts';
import { NETWORKS } from '../../src/simulation/pools/networks.ts';

test.each([
  [[0x2a02, 0, 0], '2a02::1:a:b:c:d'],
  [[0x2001, 0, 7], '2001:0:7:1:a:b:c:d'],
  [[0x2001, 0xdb8, 0], '2001:db8:0:1:a:b:c:d'],
] as const)('address6() writes %p canonically', ([a, b, c], text) => {
  const made = address6(a * 2 ** 32 + b * 2 ** 16 + c, 1, [10, 11, 12, 13]);
  expect(made).toBe(text);
  expect(ipaddr.parse(made).toString()).toBe(text);
});

test('address4() writes the block and the host', () => {
  expect(address4(203 * 65536 + 0 * 256 + 113, 7)).toBe('203.0.113.7');
});

test('find() says of every address given out whose it is and where, for every owner in the pool', () => {
  const plan = createAddressPlan(3);
  const draw = createDraw(3);
  for (const network of NETWORKS) {
    const city = draw.pick(plan.citiesOf(network));
    if (network.country !== null) expect(city.country).toBe(network.country);
    for (const version of [4, 6] as const)
      for (const unit of plan.units(network, city, version).slice(0, 2)) {
        const bytes = ipaddr.parse(addressOf(unit, draw)).toByteArray();
        const block = bytes.slice(0, version === 4 ? 3 : 6).reduce((sum, byte) => sum * 256 + byte, 0);
        expect(plan.find(block, version)).toEqual(unit);
      }
  }
  expect(plan.find(9 * 65536 + 9 * 256 + 9, 4)).toBeNull();
});
