// Pictures of every page of the desk, for people to look at: node tests/web/shots.mjs URL FOLDER
import { launch } from './browser.mjs';
const [url, folder] = process.argv.slice(2);
const browser = await launch();
const document = (await (await fetch(url + '/api/v1/documents?limit=50')).json()).documents;
const key = process.env.KEY || document[0].document;
const pages = { home: '/', search: '/search?q=' + encodeURIComponent('การ'), none: '/search?q=zzzz', document: '/documents/' + key, review: '/review', overview: '/overview',
  compare: '/compare', import: '/import', help: '/help', missing: '/nope' };
for (const [size, width, height] of [['wide', 1360, 900], ['phone', 390, 844]]) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log(size, page.url(), message.text()));
  for (const [name, path] of Object.entries(pages)) {
    if (process.env.ONLY && !process.env.ONLY.split(',').includes(name)) continue;
    await page.goto(url + path);
    await page.waitForTimeout(name === 'document' ? 2500 : 300);
    await page.screenshot({ path: `${folder}/${name}-${size}.png`, fullPage: name !== 'document' && size === 'wide' });
  }
  await context.close();
}
await browser.close();
