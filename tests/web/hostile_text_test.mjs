// Documents whose text is markup, script, SQL and template tags: shown as the text they are, and nothing of them runs.
// Run by desk_slow_test.sh: node hostile_text_test.mjs URL ; a desk over a database that poison.py went through.
import assert from 'node:assert/strict';
import { bench } from './browser.mjs';

const [url] = process.argv.slice(2);
const { test, end } = await bench();
const api = async (path) => (await fetch(url + path)).json();
const documents = (await api('/api/v1/documents?limit=100')).documents;
const search = '/search?q=' + encodeURIComponent('การ');
const office = (await api('/api/v1/documents/' + documents[0].document)).organisation.name;
assert.match(office, /<script>/, 'the database is not poisoned');

const visit = async (page, path) => {
  page.on('dialog', (dialog) => { throw new Error('a dialog: ' + dialog.message()); });
  const answer = await page.goto(url + path, { waitUntil: 'domcontentloaded' });
  assert.ok(answer.status() < 500, `${path} is answered ${answer.status()}`);
  await page.waitForTimeout(300);
  assert.doesNotMatch(await page.title(), /^got in/, path + ' runs what a document says');
  const alien = await page.evaluate(() => [...document.querySelectorAll('script:not([src]), img[src="x"], [onload], [onerror]')].map((e) => e.outerHTML.slice(0, 120)));
  assert.deepEqual(alien, [], path + ' has markup out of a document');
  return page.textContent('body');
};
await test('text of documents is shown as text, on every page, in both languages', async (page) => {
  const shows = ['/search', search, '/documents/' + documents[0].document, '/overview'];
  for (const lang of ['th', 'en']) {
    for (const path of [...shows, '/', '/review', '/compare', '/compare?office=' + encodeURIComponent(office), '/overview?office=' + encodeURIComponent(office), '/import', ...documents.slice(1, 3).map((d) => '/documents/' + d.document)]) {
      const text = await visit(page, path + (path.includes('?') ? '&' : '?') + 'lang=' + lang);
      if (shows.includes(path)) assert.ok(text.includes('<script>'), path + ' does not show the text at all');
      assert.ok(!text.includes('<script>') || text.includes('{{{title}}}') || !text.includes('{{{'), path + ' fills in template tags of documents');
    }
  }
});
await test('suggestions and facets with markup are text, and a facet with SQL in its value narrows', async (page) => {
  await visit(page, '/');
  await page.type('#q', 'การ');
  await page.waitForSelector('#suggestions li');
  assert.equal(await page.locator('#suggestions img, #suggestions script').count(), 0);
  await visit(page, search);
  await page.locator('.facets a[href*="province="]').first().click();
  await page.waitForURL(/province=/);
  assert.ok(await page.$('.hit'), 'a province with SQL in its name is not found again');
  assert.equal(await page.locator('img[src="x"]').count(), 0);
});
await test('a name with markup is kept, shown and undone like any other', async (page) => {
  const key = documents[0].document;
  const { values } = await api(`/api/v1/documents/${key}/values`);
  const value = values.find((v) => /^signatures\/\d+\/name$/.test(v.field)) || values.find((v) => v.field === 'memo/subject');
  const name = `นาย<script>document.title='got in'</script> "ใจ' OR 1=1 --`, id = '#v-' + value.field.replace(/[^A-Za-z0-9_]/g, '-');
  await visit(page, '/documents/' + key);
  await page.click(id + ' summary');
  await page.fill(id + ' [name=after]', name);
  await page.fill(id + ' [name=why]', '<img src=x onerror=alert(1)>');
  await page.click(id + ' form button');
  await page.waitForURL(/done=/);
  assert.equal(await page.textContent(id + ' .text-value'), name);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.doesNotMatch(await page.title(), /^got in/);
  await page.click('.corrected form button');
  await page.waitForLoadState();
  assert.equal((await api(`/api/v1/documents/${key}/values`)).values.find((v) => v.field === value.field).value, value.value);
});
await end();
