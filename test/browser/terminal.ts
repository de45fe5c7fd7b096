// What the program prints on a terminal as an SVG: bold, dim and colours as they are, every piece at its own column, so that it
// looks the same whatever fixed-width font there is.

import { displayWidth } from '../../src/domain/text.ts';

const SIGN = { width: 8.4, height: 20 };
const MARGIN = 18;
const FILLS: Readonly<Record<string, string>> = { '2': '#9aa6b5', '31': '#ff8a65', '32': '#7fd08a', '33': '#f0c85a' };
const RESET = new Set(['0', '22', '39']);

/** @param output lines with colours as view/style.ts makes them. */
export function terminalSvg(output: string, { prompt }: { prompt: string }): string {
  const lines = [`\u001b[1m$ ${prompt}\u001b[22m`, ...output.trimEnd().split('\n')];
  const columns = Math.max(...lines.map((line) => displayWidth(line.replaceAll(/\u001b\[\d+m/g, ''))));
  const width = Math.ceil(columns * SIGN.width + 2 * MARGIN);
  const height = lines.length * SIGN.height + 2 * MARGIN;
  const rows = lines.map((line, index) => pieces(line, MARGIN + index * SIGN.height + 14)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(prompt)}">
<rect width="${width}" height="${height}" rx="10" fill="#161b22"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace" font-size="14" fill="#e4e8ed" xml:space="preserve">
${rows}
</g>
</svg>
`;
}

function pieces(line: string, y: number): string {
  let column = 0;
  let bold = false;
  let fill = '';
  let svg = '';
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) {
      if (code === '1') bold = true;
      else if (RESET.has(code)) {
        fill = '';
        if (code !== '39') bold = false;
      } else fill = FILLS[code] ?? '';
      continue;
    }
    // Runs of blanks part pieces, so that no renderer folds them.
    for (const [text] of part.matchAll(/(?:\S| (?! ))+|\s+/g)) {
      const width = displayWidth(text);
      if (text.trim() !== '') {
        const style = `${bold ? ' font-weight="700"' : ''}${fill === '' ? '' : ` fill="${fill}"`}`;
        const lead = text.length - text.trimStart().length;
        const x = Math.round((MARGIN + (column + lead) * SIGN.width) * 10) / 10;
        const room = Math.round(displayWidth(text.trim()) * SIGN.width * 10) / 10;
        svg += `<text x="${x}" y="${y}" textLength="${room}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(text.trim())}</text>`;
      }
      column += width;
    }
  }
  return svg;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
