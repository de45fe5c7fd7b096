import { expect, test } from 'bun:test';
import { workedExample, writtenExample } from '../docs/worked-example.ts';

test('the worked example of TUNING is what the program says: bun test/docs/worked-example.ts --write', () => {
  expect(writtenExample()).toBe(workedExample());
}, 60_000);
