// Debian's Chromium, driven by playwright-core out of tools/web/node_modules; without any connection of its own.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
const require = createRequire(fileURLToPath(new URL('../../tools/web/node_modules/', import.meta.url)));
export const { chromium } = require('playwright-core');
export const axe_source = () => require('fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

// A test file's bench: each test has a page of its own; content policy and script reports count as a failure.
export async function bench() {
  const browser = await launch();
  const reports = [], only = process.env.ONLY;
  let failures = 0;
  const visit = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60000);
    page.on('console', (message) => { if (/Content Security Policy|Refused to/.test(message.text())) reports.push(page.url() + ' ' + message.text()); });
    page.on('pageerror', (error) => reports.push(page.url() + ' ' + error));
    return page;
  };
  const test = async (name, run, options) => {
    if (only && !name.includes(only)) return;
    const page = await visit(options);
    try { await run(page); console.log('ok', name); }
    catch (error) { failures += 1; console.log('FAILED', name, '\n  ', page.url(), '\n  ', String(error.stack || error).split('\n').slice(0, 6).join('\n   ')); }
    await page.context().close();
  };
  const end = async () => {
    await browser.close();
    if (reports.length) { failures += 1; console.log('FAILED content policy or script reports:\n  ' + [...new Set(reports)].join('\n  ')); }
    console.log(failures ? failures + ' failed' : 'all passed');
    process.exit(failures ? 1 : 0);
  };
  return { test, visit, end };
}

// Counts the clicks from where a person stands to what they want: on selectors or locators.
export function clicks(page) {
  let count = 0;
  return { count: () => count, click: async (what) => { count += 1; await (typeof what === 'string' ? page.click(what) : what.click()); } };
}

// Once a document's `at` value with a place ("first", "last") was clicked: tops and bottoms of the viewer, of the frame in it and of the value.
export async function places_of_clicked(page, at) {
  await page.waitForFunction(() => window.deskViewer && window.deskViewer.world.getItemCount() > 0);
  await page.locator('.value:has(a.place)')[at]().locator('.text-value').click();
  await page.waitForTimeout(1200);
  return page.evaluate(() => {
    const of = (selector) => { const { top, bottom } = document.querySelector(selector).getBoundingClientRect(); return { top, bottom }; };
    return { view: of('.viewer'), frame: of('.viewer .boxes a.chosen rect'), value: of('.value.chosen'), height: innerHeight };
  });
}

// axe-core's violations of WCAG AA on the page, as lines; the page's own policy is set aside for the tool only.
export async function violations(page, where) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe_source());
  const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  return found.violations.map((v) => `${where} ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 160)).join(' | ')}`);
}
