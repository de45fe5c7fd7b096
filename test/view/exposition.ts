// A strict reader of Prometheus's text format, as node_exporter takes it: throws at the first thing that is not allowed.
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*';
const HEAD = new RegExp(`^(${NAME})(\\{(.*)\\})? (\\S+)$`, 's');
const PAIR = new RegExp(`^(${LABEL})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"(,|$)`, 's');
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)|NaN|[+-]Inf)$/;

export function parseExposition(text: string): Sample[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line does not end');
  if (text.includes('\r')) throw new Error('a carriage return');
  const samples: Sample[] = [];
  const helped = new Set<string>();
  const typed = new Map<string, string>();
  const seen = new Set<string>();
  let family = '';
  for (const line of text.split('\n').slice(0, -1)) {
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (comment) {
      const [, kind, name, rest] = comment as unknown as [string, string, string, string];
      if (!new RegExp(`^${NAME}$`).test(name)) throw new Error(`a bad name: ${name}`);
      if (kind === 'HELP') {
        if (helped.has(name)) throw new Error(`a second HELP: ${name}`);
        helped.add(name);
        family = name;
      } else {
        if (typed.has(name)) throw new Error(`a second TYPE: ${name}`);
        if (family !== name) throw new Error(`TYPE of another than HELP: ${name}`);
        if (!/^(?:counter|gauge)$/.test(rest)) throw new Error(`a bad type: ${rest}`);
        if ((rest === 'counter') !== name.endsWith('_total'))
          throw new Error(`a counter ends in _total, others do not: ${name}`);
        typed.set(name, rest);
      }
      continue;
    }
    if (line.startsWith('#') || line === '') throw new Error(`a line that says nothing: ${line}`);
    const [, name, , pairs, number] = HEAD.exec(line) ?? [];
    if (name === undefined || number === undefined) throw new Error(`no sample: ${line}`);
    if (!typed.has(name) || name !== family) throw new Error(`a sample outside its family: ${line}`);
    if (!NUMBER.test(number)) throw new Error(`no number: ${line}`);
    const labels = parseLabels(pairs ?? '', line);
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(key)) throw new Error(`the same sample twice: ${line}`);
    seen.add(key);
    samples.push({ name, labels, value: Number(number) });
  }
  return samples;
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = Object.create(null);
  for (let rest = text; rest !== ''; ) {
    const match = PAIR.exec(rest);
    if (!match) throw new Error(`bad labels: ${line}`);
    const [whole, name, value] = match as unknown as [string, string, string];
    if (name.startsWith('__') || name in labels) throw new Error(`a label twice or reserved: ${line}`);
    labels[name] = value.replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char));
    rest = rest.slice(whole.length);
  }
  return labels;
}
