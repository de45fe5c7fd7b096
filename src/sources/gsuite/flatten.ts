// A line of gsuite.log: one event of a Reports activity as a flat object, as busybody 1.0 wrote it: `id.time`,
// `actor.email`, `events.0.name`, and every parameter by its own name (`events.0.login_type`). Values other than text,
// which 1.0 could not write, stand as JSON: true, ["password"], {"name": "value"}.

import { isObject, type JsonObject, storable, storableCopy } from '../values.ts';

export type FlatRecord = Record<string, unknown>;

/** Which of several events of one activity this line holds; absent for the first. */
export const EVENT_INDEX = 'id.eventIndex';

const DEEPEST = 20;
/** Parameters of these names would hide the event's own fields. */
const TAKEN = new Set(['type', 'name']);

/** One flat record for each entry of `events`; one without event where there is none. */
export function flattenActivity(activity: JsonObject): FlatRecord[] {
  const { events, ...common } = activity;
  const list: readonly unknown[] = Array.isArray(events) ? events : [];
  const base = entriesOf(common, '', 0);
  if (list.length === 0) return [flat(base)];
  return list.map((event, index) => {
    const marker: Entry[] = index === 0 ? [] : [[EVENT_INDEX, index]];
    return flat([...base, ...marker, ...eventEntries(event)]);
  });
}

type Entry = readonly [string, unknown];

/** Defines keys instead of assigning them, so that `__proto__` is an ordinary one. */
function flat(entries: readonly Entry[]): FlatRecord {
  return Object.fromEntries(entries.map(([key, value]) => [storable(key), storableCopy(value)]));
}

function eventEntries(event: unknown): Entry[] {
  if (!isObject(event)) return [['events.0', event]];
  const { parameters, ...fields } = event;
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  const named = list.filter(isObject).map((parameter): Entry => {
    const name = typeof parameter.name === 'string' ? parameter.name : 'unnamed';
    return [`events.0.${TAKEN.has(name) ? 'parameters.' : ''}${name}`, parameterValue(parameter, 0)];
  });
  return [...entriesOf(fields, 'events.0.', 0), ...named];
}

function entriesOf(value: JsonObject | readonly unknown[], prefix: string, depth: number): Entry[] {
  return Object.entries(value).flatMap(([key, item]): Entry[] => {
    if (typeof item !== 'object' || item === null || depth >= DEEPEST) return [[prefix + key, item]];
    return entriesOf(item as JsonObject, `${prefix}${key}.`, depth + 1);
  });
}

const SCALARS = ['value', 'boolValue', 'intValue', 'multiValue', 'multiIntValue', 'multiBoolValue'] as const;

/** A parameter has one of several kinds of value; nested messages become objects by parameter name. */
function parameterValue(parameter: JsonObject, depth: number): unknown {
  for (const kind of SCALARS) if (parameter[kind] !== undefined) return parameter[kind];
  if (parameter.messageValue !== undefined) return messageValue(parameter.messageValue, depth);
  if (Array.isArray(parameter.multiMessageValue)) return parameter.multiMessageValue.map((m) => messageValue(m, depth));
  return null;
}

function messageValue(message: unknown, depth: number): unknown {
  const list: unknown = isObject(message) ? message.parameter : null;
  if (!Array.isArray(list) || depth >= DEEPEST) return null;
  return Object.fromEntries(list.filter(isObject).map((p) => [String(p.name), parameterValue(p, depth + 1)]));
}
