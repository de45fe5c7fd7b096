// Account names for simulated people: invented pairs of common names, each once in a company.

import type { Draw } from './draw.ts';

const GIVEN =
  'ada alan aiko amara amelie anders anna arjun bao beatriz carlos chen chiara claire daniel david deepa elena emeka emily erik fatima felix francois freya gabriel george grace hana hassan helena hugo ines ingrid isaac ivan jakub james jan joao jonas julia kaito karin katarzyna kenji kofi lars laura layla leila lena liam lin lucas lucia luis magnus mai marco maria marta mateo maya mei michal miguel mina mohammed nadia naomi nia nina noah nora olga olivia omar oscar paulo pavel pedro petra priya quentin rafael rahul rosa ruth samir sana sara sofia soren stefan susan tadeusz tara thandi theo thomas tom uma valentina vera victor wanjiru wei yara yuki yusuf zofia zoe'.split(
    ' ',
  );
const FAMILY =
  'abe adeyemi ahmed almeida andersson banerjee bauer becker bennett berg bianchi brown carter castro chan cohen costa dahl davies demir diaz dubois eriksson evans fernandez fischer fontaine garcia gomez green gupta haddad hansen harris hoffmann horvath ito iyer jansen jensen johnson kaya keller khan kim kovacs kowalski kumar larsen leroy levy li lindgren lopez mancini martin mbeki meyer miller moreau mueller mwangi nakamura nair nguyen nielsen novak nowak obi okafor oliveira olsen patel pereira petrov popescu quinn ramos reddy rossi roux santos sato schmidt schneider shah sharma silva singh smith suzuki svensson tanaka taylor tran turner vargas virtanen visser walker wang weber wilson wong yamamoto yilmaz young zhang'.split(
    ' ',
  );

/** Distinct accounts at example.com. */
export function createNames(draw: Draw): (role: 'person' | 'service' | 'shared') => string {
  const taken = new Set<string>();
  const special = {
    service: ['backup-bot', 'deploy', 'reporting', 'jenkins', 'sync-job', 'monitoring', 'crm-import', 'payroll-export'],
    shared: ['frontdesk', 'support', 'studio', 'warehouse', 'social-media', 'info'],
  };
  return (role) => {
    for (let attempt = 0; ; attempt++) {
      const base = role === 'person' ? `${draw.pick(GIVEN)}.${draw.pick(FAMILY)}` : draw.pick(special[role]);
      const name = attempt < 8 ? base : `${base}${attempt}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return `${name}@example.com`;
    }
  };
}
