// Pictures of every page of the desk, for people to look at: node tests/web/shots.mjs URL FOLDER
import { launch } from './browser.mjs';
const [url, folder] = process.argv.slice(2);
const browser = await launch();
const document = (await (await fetch(url + '/api/v1/documents?limit=50')).json()).documents;
const key = process.env.KEY || document[0].document;
const pages = { home: '/', search: '/search?q=' + encodeURIComponent('การ'), none: '/search?q=zzzz', document: '/documents/' + key, review: '/review', overview: '/overview',
  compare: '/compare', import: '/import', help: '/help', missing: '/nope', 'search-en': '/search?lang=en&q=' + encodeURIComponent('การ'), 'document-en': '/documents/' + key + '?lang=en',
  'overview-en': '/overview?lang=en', 'help-en': '/help?lang=en', 'sign-in': '/sign-in?lang=th' };
for (const [size, width, height] of [['wide', 1360, 900], ['phone', 390, 844]]) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  page.on('console', (message) => message.type() === 'error' && console.log(size, page.url(), message.text()));
  for (const [name, path] of Object.entries(pages)) {
    if (process.env.ONLY && !process.env.ONLY.split(',').includes(name)) continue;
    await page.goto(url + path);
    await page.waitForTimeout(/^document/.test(name) ? 2500 : 300);
    await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: !/^document/.test(name) });
  }
  if (size === 'wide') for (const name of ['document', 'search', 'overview']) {
    await page.goto(url + pages[name] + (pages[name].includes('?') ? '&' : '?') + 'lang=th');
    await page.pdf({ path: `${folder}/${name}-print.pdf`, format: 'A4' });
  }
  await context.close();
}
await browser.close();
