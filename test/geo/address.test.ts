// From text to address: canonical form, state, block, and what is looked up.

import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseAddress } from '../../src/geo/address.ts';

describe('parseAddress()', () => {
  test.each([
    ['8.8.8.8', '8.8.8.8', '8.8.8.0/24'],
    [' 8.8.8.8:443 ', '8.8.8.8', '8.8.8.0/24'],
    ['[2001:4860:4860::8888]:443', '2001:4860:4860::8888', '2001:4860:4860::/48'],
    ['[2001:4860:4860::8888]', '2001:4860:4860::8888', '2001:4860:4860::/48'],
    ['2001:4860:4860:0:0:0:0:8888', '2001:4860:4860::8888', '2001:4860:4860::/48'],
    ['2001:4860:4860::8888%eth0', '2001:4860:4860::8888', '2001:4860:4860::/48'],
    ['::ffff:8.8.8.8', '8.8.8.8', '8.8.8.0/24'],
    ['::FFFF:808:808', '8.8.8.8', '8.8.8.0/24'],
  ])('reads %p as public in canonical form', (text, ip, block) => {
    expect(parseAddress(text)).toMatchObject({ state: 'public', ip, block });
  });

  test.each([
    ['64:ff9b::808:808', 'NAT64'],
    ['2002:808:808::1', '6to4'],
    ['2001:0:4136:e378:8000:63bf:f7f7:f7f7', 'Teredo'],
    ['::ffff:0:808:808', 'SIIT'],
  ])('looks %p (%s) up by the IPv4 address inside', (text) => {
    const address = parseAddress(text);
    expect(address).toMatchObject({ state: 'public', ip: text, block: '8.8.8.0/24' });
    expect(address.lookup).toEqual({ family: 4, text: '8.8.8.8', value: 0x08080808 });
  });

  test.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.1.1',
    '::1',
    'fe80::1%eth0',
    'fd12:3456::1',
    'fec0::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '2002:a00:1::1',
  ])('calls %p private and looks nothing up', (text) => {
    const address = parseAddress(text);
    expect(address.state).toBe('private');
    expect(address.ip).not.toBeNull();
    expect(address.lookup).toBeNull();
  });

  test.each([
    '0.0.0.0',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.7',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '4000::1',
    '100::1',
    '2001:2::1',
  ])('calls %p reserved and looks nothing up', (text) => {
    expect(parseAddress(text)).toMatchObject({ state: 'reserved', lookup: null });
  });

  test.each([
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '192.167.1.1',
    '223.255.255.1',
    '2000::1',
    '3ffe::1',
  ])('calls %p, next to a special range, public', (text) => {
    expect(parseAddress(text).state).toBe('public');
  });

  test.each([
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '010.1.1.1',
    '0x7f.0.0.1',
    '2130706433',
    'localhost',
    '1.2.3.4/24',
    '::g',
    ':::',
    '1.2.3.4:',
    '[::1',
    '8.8.8.8, 10.0.0.1',
    '\u001b[31m',
    'x'.repeat(100_000),
    '8.8.8.8%eth0',
    '١.٢.٣.٤',
  ])('calls %p malformed', (text) => {
    expect(parseAddress(text)).toEqual({ state: 'malformed', ip: null, block: null, lookup: null });
  });

  test.each([null, undefined, '', '  \t'])('calls %p absent', (text) => {
    expect(parseAddress(text).state).toBe('absent');
  });

  test('is stable: the canonical text reads as itself', () => {
    const ip = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(ip, (text) => {
        const once = parseAddress(text);
        expect(parseAddress(once.ip)).toEqual(once);
      }),
    );
  });
});
