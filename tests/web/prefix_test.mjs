// The desk below a path of a host, as behind a proxy: node prefix_test.mjs URL, where URL ends with the path of --base-path.
// Every link, picture, script and form of every page stays below it.
import assert from 'node:assert/strict';
import { createServer, request as ask } from 'node:http';
import { bench } from './browser.mjs';

const [url] = process.argv.slice(2);
const { pathname: base } = new URL(url);
const { test, end } = await bench();
const word = encodeURIComponent('การ');

// A host of which the desk is one path only, cut off by its proxy; all else of it is somebody else's.
const strays = [];
const host = createServer((incoming, outgoing) => {
  if (incoming.url !== base && !incoming.url.startsWith(base + '/') && !incoming.url.startsWith(base + '?')) { strays.push(incoming.url); outgoing.writeHead(404); outgoing.end(); return; }
  const to = ask(new URL(incoming.url.slice(base.length) || '/', url), { method: incoming.method, headers: incoming.headers }, (answer) => { outgoing.writeHead(answer.statusCode, answer.headers); answer.pipe(outgoing); });
  incoming.pipe(to);
});
await new Promise((done) => host.listen(0, '127.0.0.1', done));
const below = 'http://localhost:' + host.address().port + base;

await test('every page of a desk below a path keeps to it', async (page) => {
  const failed = [];
  page.on('response', (response) => { if (response.status() >= 400 && !response.url().endsWith('/nope')) failed.push(response.status() + ' ' + response.url()); });
  await page.goto(below + '/');
  await page.fill('#q', 'การ');
  await page.waitForSelector('#suggestions li');
  await page.press('#q', 'Escape');
  await page.press('#q', 'Enter');
  await page.waitForURL(below + '/search?q=*');
  await page.click('.hit h3 a');
  await page.waitForURL(below + '/documents/*');
  await page.waitForFunction(() => window.deskViewer && window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  await page.click('.value summary');
  await page.click('.value details[open] form button');
  await page.waitForURL(below + '/documents/*?done=*');
  const seen = new Set(), waiting = ['/', '/search?q=' + word, '/nope'];
  while (waiting.length && seen.size < 40) {
    const path = waiting.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    await page.goto(below + path);
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href], form[action], img[src], script[src], link[href]')].map((e) => new URL(e.getAttribute('href') || e.getAttribute('action') || e.getAttribute('src'), location.href).pathname));
    for (const link of links) {
      assert.ok(link === base || link.startsWith(base + '/'), `${path} leads to ${link}`);
      const rest = link.slice(base.length);
      if (/^\/(search|review|overview|compare|import|help|documents\/[0-9a-f]{16})$/.test(rest)) waiting.push(rest);
    }
  }
  assert.deepEqual(strays.filter((stray) => stray !== '/favicon.ico'), []);
  assert.deepEqual(failed, []);
});
host.close();
await end();
