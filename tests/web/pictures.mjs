// The pictures of the help pages and the README, taken of the running desk over the samples: node pictures.mjs URL FOLDER [kept FOLDER]
// With `kept` they are held against the pictures that are committed; one that looks otherwise by now fails (tools/test --slow --accept takes it).
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { launch } from './browser.mjs';

const [url, folder, kept] = process.argv.slice(2);
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1180, height: 740 } })).newPage();
page.setDefaultTimeout(90000);
const api = async (path) => (await fetch(url + path)).json();
let document = null;
for (const { document: key, office } of (await api('/api/v1/documents?limit=100')).documents) {
  const whole = await api('/api/v1/documents/' + key);
  if (/หนองแสงจันทร์/.test(office || '') && /scan/.test(whole.source.file)) document = key;
}
if (!document) throw new Error('the sample memo-and-measures is not in this archive');
const shot = async (name) => page.screenshot({ path: `${folder}/${name}.jpg`, type: 'jpeg', quality: 82 });
const names = [];
for (const lang of ['th', 'en']) {
  const go = (path) => page.goto(url + path + (path.includes('?') ? '&' : '?') + 'lang=' + lang, { waitUntil: 'networkidle' });
  const take = async (name) => { names.push(`${name}-${lang}`); await shot(`${name}-${lang}`); };
  await go('/search?q=' + encodeURIComponent('จัดซื้อจัดจ้าง'));
  await take('help-search');
  await go('/documents/' + document);
  await page.waitForFunction(() => window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  await page.click('#v-memo-reference a.place');
  await page.waitForTimeout(1500);
  await page.waitForFunction(() => window.deskViewer.world.getItemAt(0).getFullyLoaded());
  await take('help-document');
  await page.click('#draw');
  const reference = await page.evaluate(() => { const r = document.querySelector('.viewer .boxes a.chosen rect').getBoundingClientRect(); return [r.x - 6, r.y - 5, r.right + 6, r.bottom + 5]; });
  await page.mouse.move(reference[0], reference[1]); await page.mouse.down(); await page.mouse.move(reference[2], reference[3]); await page.mouse.up();
  await page.waitForSelector('#region .region-read:not([hidden])');
  await page.waitForFunction(() => document.querySelector('#region img').complete);
  await take('help-region');
  await go('/import?outcome=failed');
  await page.evaluate(() => document.querySelectorAll('.again details').forEach((d) => { d.open = true; }));
  await take('help-import');
  await go('/review');
  await page.waitForFunction(() => [...document.images].every((i) => i.complete));
  await take('help-review');
  await go('/overview');
  await page.evaluate(() => document.querySelector('.country').scrollIntoView({ block: 'start' }));
  await page.evaluate(() => scrollBy(0, -70));
  await take('help-overview');
}
let failures = 0;
for (const name of kept ? names : []) {
  const mine = `${folder}/${name}.jpg`, theirs = `${kept}/${name}.jpg`;
  if (statSync(mine).size > 300 * 1024) { failures += 1; console.log(`FAILED ${name}.jpg is larger than 300 KB`); }
  if (process.env.BANTHUEK_ACCEPT) { copyFileSync(mine, theirs); continue; }
  if (!existsSync(theirs)) { failures += 1; console.log(`FAILED ${theirs} is not there; tools/test --slow --accept makes it`); continue; }
  const data = [mine, theirs].map((path) => 'data:image/jpeg;base64,' + readFileSync(path).toString('base64'));
  await page.goto('about:blank');
  // Small and grey, so that another version of a font does not matter, but another layout does.
  const difference = await page.evaluate(async (urls) => {
    const grey = async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 30 }), brush = canvas.getContext('2d');
      brush.drawImage(image, 0, 0, 48, 30);
      return brush.getImageData(0, 0, 48, 30).data.filter((_, i) => i % 4 === 1);
    };
    const [a, b] = [await grey(urls[0]), await grey(urls[1])];
    return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
  }, data);
  if (difference > 8) { failures += 1; console.log(`FAILED ${name}.jpg is out of date (differs by ${difference.toFixed(1)} levels); tools/test --slow --accept takes a new one`); }
}
await browser.close();
console.log(failures ? failures + ' pictures failed' : names.length + ' pictures');
process.exit(failures ? 1 : 0);
