import { afterEach, expect, test } from 'bun:test';
import { exampleConfig } from '../../src/config/example.ts';
import { keyPlaces } from '../../src/config/keys.ts';
import { forgetSecrets } from '../../src/platform/redact.ts';
import { load, MACHINE } from './helpers.ts';

afterEach(forgetSecrets);

/** Every setting that is switched off, switched on. */
function switchedOn(): string {
  return exampleConfig().replace(/^(\s*)#(?=[\w.])/gm, '$1');
}

test('config.example.yml loads as it is, without any secret set', () => {
  const { config, warnings } = load(exampleConfig());
  expect(warnings).toEqual([]);
  expect([config.pollers, config.notifiers.map(({ name }) => name), config.analysis.sources]).toEqual([
    [],
    ['stdout'],
    null,
  ]);
});

test('config.example.yml loads with everything in it switched on', () => {
  const env = { SLACK_TOKEN: 'xoxp-1234567890', SLACK_BOT_TOKEN: 'xoxb-1234567890' };
  const { config, warnings } = load(switchedOn(), { env });
  expect(warnings).toEqual([]);
  expect(config.pollers.map(({ name }) => name)).toEqual(MACHINE.sources.map(({ name }) => name));
  expect(config.notifiers.map(({ name }) => name).toSorted()).toEqual(
    MACHINE.notifiers.map(({ name }) => name).toSorted(),
  );
});

test('config.example.yml shows every key there is', () => {
  const shown = new Set(
    switchedOn()
      .match(/^\s*([\w]+)(?=:)/gm)
      ?.map((key) => key.trim()),
  );
  const missing = [...keyPlaces(MACHINE).keys()].filter((key) => !shown.has(key) && key !== 'log_directory');
  expect(missing).toEqual([]);
  expect(exampleConfig()).toContain('log_directory');
});

test('config.example.yml is the file of that name', async () => {
  expect(exampleConfig()).toBe(await Bun.file(new URL('../../config.example.yml', import.meta.url)).text());
});
