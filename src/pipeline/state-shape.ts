// Whether the JSON of a stored state is what state-bytes.ts writes, down to every value: bytes that a disk, another program
// or an old version spoilt must lead to a state learnt anew, not to a crash in the middle of an analysis.
// By hand rather than by a schema: every state passes here in every run.

import { NETWORK_KINDS } from '../domain/enrichment.ts';
import { COMPONENTS } from '../domain/score.ts';
import { FACT_KINDS } from '../features/observation.ts';

type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === 'number';
const isText: Check = (value) => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isKind: Check = (value) => NETWORK_KINDS.some((kind) => kind === value);

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** A list of exactly these, or of the first `least` of them. */
const tuple =
  (checks: readonly Check[], least = checks.length): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length >= least &&
    value.length <= checks.length &&
    value.every((item, at) => checks[at]!(item));

const fields = (checks: Readonly<Record<string, Check>>): Check => {
  const entries = Object.entries(checks);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return entries.every(([key, check]) => check((value as Record<string, unknown>)[key]));
  };
};

const each = (keys: readonly string[], check: Check): Check =>
  fields(Object.fromEntries(keys.map((key) => [key, check])));

const point = tuple([isNumber, isNumber, isNumber]);
/** JSON has no infinity: what is known to no precision at all stands as null. */
const accuracy = orNull(isNumber);
const words = listOf(tuple([isText, isNumber]));

const observation = fields({
  timeMs: isNumber,
  source: isText,
  keys: each(
    FACT_KINDS.filter((kind) => kind !== 'vouched'),
    orNull(isText),
  ),
  kind: isKind,
  point: orNull(point),
  accuracyKm: accuracy,
  placeless: isNumber,
  ownerWords: listOf(isText),
  names: each(['owner', 'city', 'family'], orNull(isText)),
  agent: orNull(
    fields({ shape: isText, family: isText, os: isText, script: isBoolean, words: listOf(isText), version: isNumber }),
  ),
});

const episode = fields({
  ...{ alertId: isText, firstMs: isNumber, lastMs: isNumber, score: isNumber, told: isNumber, warned: isBoolean },
  ...{ threshold: isNumber, novel: listOf(isText), signIns: isNumber, parts: isNumber },
  components: each(COMPONENTS, isNumber),
});

/** Everything but version, model and the forest's rows, which are compared elsewhere. */
export const isWrittenState: Check = fields({
  columns: isCount,
  rows: isCount,
  next: isCount,
  plain: fields({
    ...{ count: isNumber, firstMs: isNumber, days: isNumber, lastDay: isNumber },
    ...{ roams: isNumber, travels: isNumber, switches: isNumber },
    ...{ lastMs: orNull(isNumber), lastFamiliarMs: orNull(isNumber) },
  }),
  facts: each(FACT_KINDS, listOf(tuple([isText, isNumber, isNumber, isText], 3))),
  totals: each(FACT_KINDS, isNumber),
  ownerWords: words,
  agentWords: words,
  versions: words,
  agentsBySource: listOf(tuple([isText, tuple([isNumber, isNumber])])),
  places: listOf(fields({ key: isText, point, accuracyKm: accuracy, count: isNumber, lastMs: isNumber })),
  recent: listOf(
    fields({
      ...{ timeMs: isNumber, point: orNull(point), accuracyKm: accuracy, familiar: isBoolean },
      ...{ city: orNull(isText), block: orNull(isText), shape: orNull(isText) },
    }),
  ),
  failures: listOf(fields({ timeMs: isNumber, block: orNull(isText) })),
  hours: tuple(Array.from({ length: 48 }, () => isNumber)),
  episodes: listOf(episode),
  quarantine: listOf(fields({ alertId: isText, seen: observation })),
});
