// From accounts to users: `user_domain` first, then `user_map`, whose keys may be written with or without the domain.

import type { Config } from './config.ts';

/** The user behind an account of a source. */
export type UserResolver = (source: string, account: string) => string;

/**
 * Names are compared, and given back, in lower case where they hold an `@`; ids such as `U012AB` keep their case.
 * A map's result is final: it is neither given the domain nor looked up again.
 */
export function userResolver(config: Pick<Config, 'users'>): UserResolver {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  for (const [source, { map }] of config.users) {
    tables.set(source, new Map([...map].map(([from, to]) => [fold(from), fold(to)])));
  }
  return (source, account) => {
    const name = fold(account);
    const rules = config.users.get(source);
    if (rules === undefined || name === '') return name;
    const full = rules.domain === null || name.includes('@') ? name : fold(`${name}@${rules.domain}`);
    const table = tables.get(source);
    return table?.get(full) ?? table?.get(name) ?? table?.get(bare(full, rules.domain)) ?? full;
  };
}

/** The name as the map may have it where the app already appended the domain. */
function bare(name: string, domain: string | null): string {
  const ending = `@${domain ?? ''}`;
  return domain !== null && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

function fold(name: string): string {
  const trimmed = name.trim();
  return trimmed.includes('@') ? trimmed.toLowerCase() : trimmed;
}
