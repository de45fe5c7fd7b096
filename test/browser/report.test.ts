// The report in a real Chromium: opens from disk, asks nobody for anything, lets nothing foreign run, is whole without script, and
// can be read on a phone, in the dark, with the keyboard, by a screen reader and on paper.

import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { printable } from '../../src/domain/text.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { type Browser, findChromium, type Page, startChromium } from './chromium.ts';
import { MANY, makePages, type Pages } from './pages.ts';
import { type Look, openFile } from './view.ts';

/** A browser on a machine with much else to do. */
setDefaultTimeout(120_000);

const path = findChromium();
let browser: Browser;
let pages: Pages;

beforeAll(async () => {
  if (path === null) return;
  pages = await makePages();
  browser = await startChromium(path);
}, 120_000);

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  pages?.[Symbol.dispose]();
});

const KINDS = ['company', 'user', 'hostile'] as const;
/** Opens, asks, closes. */
async function on<T>(file: string, { look, ask }: { look?: Look; ask: (page: Page) => Promise<T> }): Promise<T> {
  const page = await openFile(browser, { path: file, look });
  try {
    return await ask(page);
  } finally {
    await page.close();
  }
}

/** What the browser complained of: errors, exceptions, dialogs, anything written to the console. */
function complaints({ events }: Page): unknown[] {
  const bad = ['Runtime.exceptionThrown', 'Runtime.consoleAPICalled', 'Log.entryAdded', 'Page.javascriptDialogOpening'];
  return events.filter(({ method }) => bad.includes(method)).map(({ params }) => params);
}

function requests({ events }: Page): string[] {
  return events
    .filter(({ method }) => method === 'Network.requestWillBeSent')
    .map(({ params }) => (params.request as { url: string }).url);
}

test.if(process.env.BROWSER_TESTS === 'required')('there is a Chromium where CI says there must be', () => {
  expect(path).not.toBeNull();
});

describe.skipIf(path === null)('the report in Chromium', () => {
  test.each(KINDS)('%s: no request but for the file, no complaint, no dialog', async (kind) => {
    await on(pages[kind], {
      ask: async (page) => {
        expect(requests(page)).toEqual([pathToFileURL(pages[kind]).href]);
        expect(complaints(page)).toEqual([]);
      },
    });
  });

  test('the policy holds: script, handler, style and picture that got in do nothing', async () => {
    const foreign =
      '<script>document.title="owned"</script><img src="https://evil.example/x.png" onerror="document.title=\'owned\'">' +
      '<p id="styled" style="position:fixed">x</p><svg onload="document.title=\'owned\'"></svg><style>#styled{float:left}</style>' +
      '<iframe src="https://evil.example/"></iframe><link rel="stylesheet" href="https://evil.example/x.css">';
    const broken = readFileSync(pages.company, 'utf8').replace('<main>', `<main>${foreign}`);
    await on(pages.write('foreign', broken), {
      ask: async (page) => {
        expect(await page.evaluate('document.title')).toStartWith('busybody: Sign-ins of everybody');
        const style = await page.evaluate<string[]>(
          '(({ position, float }) => [position, float])(getComputedStyle(document.getElementById("styled")))',
        );
        expect(style).toEqual(['static', 'none']);
        const blocked = complaints(page).filter((one) => /Content Security Policy/.test(JSON.stringify(one)));
        expect(blocked.length).toBeGreaterThanOrEqual(5);
        // Of what it wanted to load, nothing went out.
        const answered = page.events.filter(({ method }) => method === 'Network.responseReceived');
        const urls = answered.map(({ params }) => (params.response as { url: string }).url);
        expect(urls.filter((url) => url.startsWith('http'))).toEqual([]);
      },
    });
  });

  test.each(KINDS.flatMap((kind) => [390, 1440].map((width) => [kind, width] as const)))(
    '%s does not scroll sideways at %i',
    async (kind, width) => {
      await on(pages[kind], {
        look: { width },
        ask: async (page) => expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width),
      });
    },
  );

  // Colours are all that changes in the dark.
  test.each([
    ['briefCompany', {}, []],
    ['briefCompany', { dark: true }, ['color-contrast']],
    ['briefUser', { width: 390, height: 844, dark: true }, []],
    ['briefUser', { width: 390, height: 844 }, ['color-contrast']],
  ] as const)('%s %j: nothing serious in the eyes of axe', async (kind, look, rules) => {
    await on(pages[kind], {
      look,
      ask: async (page) => {
        await page.evaluate(`${axe.source}; 0`);
        const only = rules.length > 0 ? `runOnly: ${JSON.stringify(rules)},` : '';
        const found = await page.evaluate<{ id: string; impact: string; nodes: string[] }[]>(
          `axe.run(document, { ${only} resultTypes: ['violations'], preload: false }).then(({ violations }) => violations.map(
            ({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 3).map(({ html, any }) => html.slice(0, 200) + (any[0]?.message ?? '')) })))`,
        );
        expect(found.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
      },
    });
  });

  test('without script everything is there, and nothing that would not work', async () => {
    const seen = (script: boolean) =>
      on(pages.company, {
        look: { script },
        ask: async (page) => {
          const { root } = await page.send<{ root: { nodeId: number } }>('DOM.getDocument');
          const count = async (selector: string) => {
            const params = { nodeId: root.nodeId, selector };
            return (await page.send<{ nodeIds: number[] }>('DOM.querySelectorAll', params)).nodeIds.length;
          };
          return Promise.all(['section', 'tbody tr', 'svg path', 'a[href]', 'input', 'button'].map(count));
        },
      });
    const [plain, scripted] = [await seen(false), await seen(true)];
    expect(plain.slice(0, 4)).toEqual(scripted.slice(0, 4));
    expect(plain[1]).toBeGreaterThan(50);
    expect(plain.slice(4)).toEqual([0, 0]);
    expect(scripted.slice(4).every((count) => count > 0)).toBe(true);
  });

  test('the keyboard reaches everything that can be used, in order, and shows where it is', async () => {
    await on(pages.company, {
      ask: async (page) => {
        const all = await page.evaluate<number>(`(() => {
          const usable = [...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')].filter((one) => one.checkVisibility());
          usable.forEach((one, i) => { one.dataset.order = i; });
          return usable.length;
        })()`);
        expect(all).toBeGreaterThan(60);
        const order: number[] = [];
        const invisible: string[] = [];
        for (let i = 0; i < all; i++) {
          for (const type of ['keyDown', 'keyUp'])
            await page.send('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
          const [at, shown, what] = await page.evaluate<[number, boolean, string]>(`(() => {
            const one = document.activeElement, mark = one.matches('svg a') && one.querySelector('.mark');
            const { outlineStyle, outlineWidth } = getComputedStyle(one);
            const framed = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            return [Number(one.dataset.order ?? -1), mark ? parseFloat(getComputedStyle(mark).strokeWidth) >= 3 : framed, one.outerHTML.slice(0, 120)];
          })()`);
          order.push(at);
          if (!shown) invisible.push(what);
        }
        expect(order).toEqual(Array.from({ length: all }, (_, i) => i));
        expect(invisible).toEqual([]);
      },
    });
  });

  test('a mark leads to its alert, and unfolds it where it is answered', async () => {
    await on(pages.hostile, {
      ask: async (page) => {
        const target = await page.evaluate<{ open: boolean; top: number; height: number }>(`(async () => {
          const folded = document.querySelector('details.card');
          const link = document.createElement('a');
          link.href = '#' + folded.id;
          document.body.append(link);
          link.click();
          await new Promise((done) => setTimeout(done, 100));
          const { top, height } = folded.getBoundingClientRect();
          return { open: folded.open, top, height };
        })()`);
        expect(target.open).toBe(true);
        expect(target.top).toBeGreaterThan(-1);
        expect(target.top).toBeLessThan(900);
      },
    });
  });

  test('tables sort by number and by text, and the filter says how much it leaves', async () => {
    await on(pages.company, {
      ask: async (page) => {
        const result = await page.evaluate<{
          up: number[];
          down: number[];
          left: number;
          all: number;
          said: string;
        }>(`(() => {
          const table = document.querySelector('#scores table'), body = table.tBodies[0];
          const column = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === 'Score');
          const button = table.tHead.rows[0].cells[column].querySelector('button');
          const values = () => [...body.rows].map((row) => Number(row.cells[column].textContent));
          button.click();
          const up = values();
          button.click();
          const down = values();
          const input = table.closest('.scroll').previousElementSibling.querySelector('input');
          input.value = body.rows[0].cells[1].textContent;
          input.dispatchEvent(new Event('input'));
          const left = [...body.rows].filter((row) => !row.hidden).length;
          return { up, down, left, all: body.rows.length, said: input.nextSibling.textContent };
        })()`);
        expect(result.up).toEqual([...result.up].sort((a, b) => a - b));
        expect(result.down).toEqual([...result.up].reverse().sort((a, b) => b - a));
        expect(result.left).toBeGreaterThan(0);
        expect(result.left).toBeLessThan(result.all);
        expect(result.said).toBe(`${result.left} of ${result.all}`);
      },
    });
  });

  test('every hostile string is there to be read, and is text', async () => {
    await on(pages.hostile, {
      ask: async (page) => {
        const seen = await page.evaluate<{ users: string[]; foreign: number; links: string[]; handlers: number }>(`({
          users: [...document.querySelectorAll('#people tbody tr')].map((row) => row.cells[0].textContent),
          foreign: document.querySelectorAll('img, iframe, object, embed, form, link, base, video, foreignObject, animate, use, body script:not(:last-child)').length,
          links: [...document.querySelectorAll('[href], [src], [action]')].map((one) => one.getAttribute('href')),
          handlers: [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))).length,
        })`);
        expect(seen.users.toSorted()).toEqual(HOSTILE.map(({ value }) => printable(value, { max: 80 })).toSorted());
        expect([seen.foreign, seen.handlers]).toEqual([0, 0]);
        expect(seen.links.filter((link) => !/^#[a-z0-9-]+$/.test(link))).toEqual([]);
      },
    });
  });

  test('prints: a PDF of some pages, folded parts open, nothing cut off', async () => {
    await on(pages.company, {
      ask: async (page) => {
        const { data } = await page.send<{ data: string }>('Page.printToPDF', { printBackground: true });
        const pdf = Buffer.from(data, 'base64').toString('latin1');
        expect(pdf.startsWith('%PDF-')).toBe(true);
        const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        expect(sheets).toBeGreaterThan(2);
        expect(sheets).toBeLessThan(40);
        await page.send('Emulation.setEmulatedMedia', { media: 'print' });
        const seen = await page.evaluate<{ cut: number; filters: number; folded: number }>(`({
          cut: [...document.querySelectorAll('.scroll, .wide')].filter((one) => getComputedStyle(one).overflow !== 'visible').length,
          filters: [...document.querySelectorAll('.filter, nav')].filter((one) => one.checkVisibility()).length,
          folded: [...document.querySelectorAll('details li, details td')].filter((one) => one.getBoundingClientRect().height === 0).length,
        })`);
        expect(seen).toEqual({ cut: 0, filters: 0, folded: 0 });
      },
    });
  });

  test('ten thousand sign-ins: a file under 3 MB, painted within two seconds', async () => {
    const bytes = readFileSync(pages.many).length;
    expect(bytes).toBeLessThan(3_000_000);
    const firstPaint = () =>
      on(pages.many, {
        ask: async (page) => {
          const signIns = await page.evaluate<string>('document.querySelector(".figures b").textContent');
          expect(signIns).toBe(MANY.toLocaleString('en-US'));
          return page.evaluate<number>(
            `new Promise((done) => new PerformanceObserver((list, observer) => {
              for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') { observer.disconnect(); done(startTime); }
            }).observe({ type: 'paint', buffered: true }))`,
          );
        },
      });
    // What else the machine does only ever adds: the best of three.
    let best = await firstPaint();
    for (let tries = 1; tries < 3 && best >= 2000; tries++) best = Math.min(best, await firstPaint());
    expect(best).toBeGreaterThan(0);
    expect(best).toBeLessThan(2000);
  });
});
