// A page as somebody looks at it: how wide, light or dark, with script or without; and pictures of it.

import { pathToFileURL } from 'node:url';
import type { Browser, Page } from './chromium.ts';

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly script?: boolean;
  readonly scale?: number;
}

/** Opens a file and waits until it is loaded. */
export async function openFile(browser: Browser, { path, look = {} }: { path: string; look?: Look }): Promise<Page> {
  const page = await browser.open();
  const { width = 1440, height = 900, dark = false, script = true, scale = 1 } = look;
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: width < 600,
  });
  await page.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
  });
  if (!script) await page.send('Emulation.setScriptExecutionDisabled', { value: true });
  const loaded = page.next('Page.loadEventFired');
  await page.send('Page.navigate', { url: pathToFileURL(path).href });
  await loaded;
  return page;
}

/** A PNG of the window, or of a part of the page. */
export async function picture(
  page: Page,
  clip?: { x: number; y: number; width: number; height: number },
): Promise<Uint8Array> {
  const { data } = await page.send<{ data: string }>('Page.captureScreenshot', {
    format: 'png',
    ...(clip === undefined ? {} : { clip: { ...clip, scale: 1 }, captureBeyondViewport: true }),
  });
  return Buffer.from(data, 'base64');
}
