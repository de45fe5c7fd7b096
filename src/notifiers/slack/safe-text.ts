// Text that stays text even where Slack parses it as mrkdwn: notifications, screen readers, clients that ignore our flags.

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Look-alikes for the signs of mrkdwn; an underscore inside a word formats nothing and stays. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '`': 'ˋ', '~': '∼' };

/**
 * `<!channel> *bold* https://x` becomes `&lt;!channel&gt; ∗bold∗ https[:]//x`, and `@here` loses its power.
 * Meant for fallback text only: blocks carry the text as it is, in plain_text.
 */
export function slackSafe(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => LOOK_ALIKES[sign]!)
    .replace(/[*`~]/g, (sign) => LOOK_ALIKES[sign]!)
    .replaceAll('://', '[:]//')
    .replace(/@(?=(?:channel|here|everyone|group)\b)/gi, '＠')
    .replace(/[&<>]/g, (sign) => ESCAPES[sign]!);
}
