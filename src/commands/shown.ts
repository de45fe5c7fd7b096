// How views may look on this standard output, and stored sign-ins made ready for them.

import { describeDevice } from '../domain/describe-device.ts';
import type { Enrichment } from '../domain/enrichment.ts';
import type { ScoredSignIn } from '../store/contract.ts';
import type { JudgedSignIn } from '../view/judged.ts';
import type { ViewOptions } from '../view/style.ts';
import type { Context } from './context.ts';

/** As wide as the terminal; unlimited where the output is read by a program. */
export function viewOptions({ stdout, env }: Pick<Context, 'stdout' | 'env'>): ViewOptions {
  const charset = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return {
    width: stdout.isTerminal ? stdout.columns : Number.POSITIVE_INFINITY,
    colour: stdout.color,
    ascii: stdout.isTerminal && charset !== '' && !/utf-?8/i.test(charset),
  };
}

export function judged(row: ScoredSignIn, enrich: (ip: string | null) => Enrichment): JudgedSignIn {
  const { signIn, score } = row;
  return { signIn, score, enrichment: enrich(signIn.ip), device: describeDevice(signIn.userAgent) };
}
