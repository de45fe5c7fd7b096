// All detectors of the evaluation, in the order of the tables.

import type { ContestantInfo, Said, Sample } from './contestant.ts';
import { openBoxWithoutEvidence, openPlainForest } from './forests.ts';
import { openNeverSeen, openTravel } from './rules.ts';
import { openSupervised } from './supervised.ts';
import { openVersionOne } from './version-one.ts';

const product = ({ judged }: Sample): Said => ({ score: judged.judgement!.score });
const evidenceAlone = ({ judged }: Sample): Said => ({ score: judged.judgement!.logOdds });

export const CONTESTANTS: readonly ContestantInfo[] = [
  { name: 'product', title: 'busybody 2', open: () => product },
  { name: 'evidence', title: 'its evidence alone (log-odds, no forest)', open: () => evidenceAlone },
  {
    name: 'owner-device',
    title: 'rule: owner and device family both new',
    open: () => openNeverSeen(['owner', 'family'], { ranked: false }),
  },
  {
    name: 'owner-device-rank',
    title: 'rule: owner and device family both new, the rarer first',
    open: () => openNeverSeen(['owner', 'family'], { ranked: true }),
  },
  { name: 'owner', title: 'rule: network owner never seen', open: () => openNeverSeen(['owner'], { ranked: false }) },
  {
    name: 'owner-rank',
    title: 'rule: network owner never seen, the rarer first',
    open: () => openNeverSeen(['owner'], { ranked: true }),
  },
  { name: 'country', title: 'rule: country never seen', open: () => openNeverSeen(['country'], { ranked: false }) },
  {
    name: 'country-rank',
    title: 'rule: country never seen, the rarer first',
    open: () => openNeverSeen(['country'], { ranked: true }),
  },
  { name: 'version-one', title: 'busybody 1.0', open: openVersionOne },
  { name: 'plain', title: 'plain forest on the columns of busybody 2', open: openPlainForest },
  {
    name: 'box',
    title: 'box forest without the learnt evidence',
    open: ({ detector }) => openBoxWithoutEvidence(detector),
  },
  {
    name: 'supervised',
    title: 'supervised reference, shown labels of other seeds',
    open: ({ supervised }) => openSupervised(supervised()),
  },
  { name: 'travel', title: 'rule: faster than 900 km/h', open: openTravel },
];
