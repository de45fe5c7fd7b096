// Networks as people write them.

import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseAddressRange } from '../../src/domain/address-range.ts';

test.each([
  ['203.0.113.7', '203.0.113.7/32', false],
  [' 203.0.113.0/24 ', '203.0.113.0/24', false],
  ['203.0.113.7/24', '203.0.113.0/24', true],
  ['203.0.113.77/29', '203.0.113.72/29', true],
  ['0.0.0.0/0', '0.0.0.0/0', false],
  ['255.255.255.255/1', '128.0.0.0/1', true],
  ['2001:DB8::1', '2001:db8::1/128', false],
  ['2001:db8:0:7::9/48', '2001:db8::/48', true],
  ['::ffff:203.0.113.7', '203.0.113.7/32', false],
  ['::ffff:203.0.113.7/120', '203.0.113.0/24', true],
  ['::/0', '::/0', false],
])('parseAddressRange(%p) is %s', (text, canonical, trimmed) => {
  expect(parseAddressRange(text)).toMatchObject({ text: canonical, trimmed });
  expect(parseAddressRange(canonical)).toMatchObject({ text: canonical, trimmed: false });
});

test.each([
  ...['', ' ', '/', '/24', '203.0.113', '203.0.113.7/', '203.0.113.7/33', '203.0.113.7/-1', '203.0.113.7/24/24'],
  ...['203.0.113.7:443', '0xcb.0.113.7', '0203.0.113.7', '3405803783', '203.0.113.256', '1.2.3.4/1e1', '1.2.3.4/ 8'],
  ...['[::1]', 'fe80::1%eth0', '::1/129', ':::', '::ffff:203.0.113.7/64', 'localhost', '*', '203.0.113.*', '\u0000'],
  '1'.repeat(1_000_000),
])('parseAddressRange() takes no %.40p', (text) => {
  expect(parseAddressRange(text)).toBeNull();
});

test('a range holds what has its prefix, of its own family', () => {
  const range = parseAddressRange('203.0.113.72/29')!;
  expect(['203.0.113.71', '203.0.113.72', '203.0.113.79', '203.0.113.80'].map(range.holds)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(range.holds('2001:db8::1')).toBe(false);
  expect(range.holds('nonsense')).toBe(false);
  expect(parseAddressRange('::/0')!.holds('203.0.113.72')).toBe(false);
  expect(parseAddressRange('2001:db8::/33')!.holds('2001:db8:8000::1')).toBe(false);
});

test('an address lies in every range made of it', () => {
  const ip = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(ip, fc.nat(32), (text, prefix) => {
      if (text.includes(':') && text.includes('.')) return;
      const range = parseAddressRange(`${text}/${prefix}`)!;
      expect(range.holds(text)).toBe(true);
      expect(parseAddressRange(range.text)).toMatchObject({ text: range.text, trimmed: false });
    }),
  );
});
