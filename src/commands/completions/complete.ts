// What `busybody complete WORD… CURRENT` answers to the scripts: a line that says what kind of answer it is, then one line a
// candidate with a tab before what it means. Silent and quick, never fails, never polls, never writes. No name of the store is
// offered that could not be typed as it is shown: scripts quote, and a name with controls in it would fool whoever reads it.

import { loadConfigOrDefault } from '../../config/load.ts';
import { printable } from '../../domain/text.ts';
import { shellWord } from '../../domain/wording.ts';
import { NOTIFIERS } from '../../notifiers/registry.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Surroundings } from '../../platform/env.ts';
import { SOURCES } from '../../sources/registry.ts';
import { glance } from '../../store/glance.ts';
import { TABLE } from '../table.ts';
import { type Candidate, type Offer, offer } from './offer.ts';

/** More than anybody reads; who has more types another letter. */
const MOST = 300;
const ABOUT_COLUMNS = 70;
/** `-` and what follows would be a flag; a tilde or an equals sign at the beginning is the shell's. */
const NO_WORD = /^[-~=]/;

/** @param argv as the scripts give it: `--`, the words before the cursor, and the one at the cursor up to it. */
export async function completeWords(argv: readonly string[], around: Surroundings): Promise<string> {
  const [, ...words] = argv;
  const current = words.pop() ?? '';
  try {
    const offered = offer(words, { current, table: TABLE });
    const what = offered.lookUp?.what;
    if (what === 'files' || what === 'directories') return `${what}\n`;
    const found = [...offered.candidates, ...lookedUp(offered, around)];
    return answer(found);
  } catch {
    return answer([]);
  }
}

function answer(candidates: readonly Candidate[]): string {
  const lines = candidates
    .slice(0, MOST)
    .map(({ word, about }) => (about === '' ? `${word}\n` : `${word}\t${printable(about, { max: ABOUT_COLUMNS })}\n`));
  return `words\n${lines.join('')}`;
}

function lookedUp({ lookUp, config: path }: Offer, around: Surroundings): Candidate[] {
  if (lookUp === undefined) return [];
  const { what, prefix, lead } = lookUp;
  if (what === 'files' || what === 'directories') return [];
  const options = path === undefined ? around : { ...around, path };
  const { config } = loadConfigOrDefault({ ...options, sources: SOURCES, notifiers: NOTIFIERS });
  const names =
    what === 'pollers'
      ? config.pollers.map(({ name }) => ({ name, about: '' }))
      : glance(config.persistence, { what, prefix, limit: MOST, nowMs: systemClock() });
  return names
    .filter(({ name }) => name.startsWith(prefix) && shellWord(name) !== null && !(lead === '' && NO_WORD.test(name)))
    .map(({ name, about }) => ({ word: `${lead}${name}`, about }));
}
