// TypeScript text with comments, or comments and strings, blanked out: positions and line numbers stay.
// A scanner, not a parser: enough to find import statements and names, without being fooled by words in comments.

export interface SourceText {
  /** Comments blanked. */
  readonly uncommented: string;
  /** Comments and the insides of strings, templates and regular expressions blanked. */
  readonly code: string;
}

const REGEX_MAY_FOLLOW = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|delete|throw|new|else))\s*$/;

export function scan(text: string): SourceText {
  const uncommented = text.split('');
  const code = text.split('');
  const blank = (target: string[], from: number, to: number) => {
    for (let i = from; i < to; i++) if (target[i] !== '\n') target[i] = ' ';
  };
  // Depth of `{` inside each open `${`; a template goes on where its depth falls below zero.
  const templates: number[] = [];
  let i = 0;
  const readTemplate = () => {
    const start = i;
    while (i < code.length && text[i] !== '`') {
      if (text[i] === '\\') i++;
      else if (text[i] === '$' && text[i + 1] === '{') {
        blank(code, start, i);
        i += 2;
        templates.push(0);
        return;
      }
      i++;
    }
    blank(code, start, i);
    i++;
  };
  while (i < text.length) {
    const char = text[i]!;
    if (char === '/' && text[i + 1] === '/') {
      const start = i;
      while (i < text.length && text[i] !== '\n') i++;
      blank(code, start, i);
      blank(uncommented, start, i);
    } else if (char === '/' && text[i + 1] === '*') {
      const end = text.indexOf('*/', i + 2);
      const stop = end < 0 ? text.length : end + 2;
      blank(code, i, stop);
      blank(uncommented, i, stop);
      i = stop;
    } else if (char === "'" || char === '"') {
      const start = ++i;
      while (i < text.length && text[i] !== char && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
      blank(code, start, i);
      i++;
    } else if (char === '`') {
      i++;
      readTemplate();
    } else if (char === '/' && REGEX_MAY_FOLLOW.test(code.slice(Math.max(0, i - 40), i).join(''))) {
      const start = ++i;
      let inClass = false;
      while (i < text.length && text[i] !== '\n' && (inClass || text[i] !== '/')) {
        if (text[i] === '\\') i++;
        else if (text[i] === '[') inClass = true;
        else if (text[i] === ']') inClass = false;
        i++;
      }
      blank(code, start, i);
      i++;
    } else {
      if (templates.length > 0 && char === '{') templates[templates.length - 1]!++;
      if (templates.length > 0 && char === '}' && templates[templates.length - 1]!-- === 0) {
        templates.pop();
        i++;
        readTemplate();
        continue;
      }
      i++;
    }
  }
  return { uncommented: uncommented.join(''), code: code.join('') };
}

export function lineOf(text: string, position: number): number {
  let line = 1;
  for (let i = 0; i < position; i++) if (text.charCodeAt(i) === 10) line++;
  return line;
}
