// What an office does day by day, in Chromium: what is asked wrongly and said in Thai, what is found and browsed, kept, collected, mended and
// imported. Run by desk_slow_test.sh: node office_test.mjs URL SAMPLE, a desk without accounts whose archive holds the samples.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bench, clicks, places_of_clicked, violations } from './browser.mjs';

const [url, sample] = process.argv.slice(2);
const { test, end } = await bench();
const api = async (path) => (await fetch(url + path)).json();
const word = 'การ', search = '/search?q=' + encodeURIComponent(word);
const documents = (await api('/api/v1/documents?limit=100')).documents;
const whole = await Promise.all(documents.map(async (d) => ({ key: d.document, ...(await api('/api/v1/documents/' + d.document)) })));
const anchor = (field) => '#v-' + field.replace(/[^A-Za-z0-9_]/g, '-');
const values_of = async (key) => (await api(`/api/v1/documents/${key}/values`)).values;

// Latin letters that a Thai page may hold: names of kinds of files, of the assessment, and words of the search language.
const foreign = (text) => text.replace(/\b(PDF|TIFF?|JPE?G|PNG|ZIP|TAR|CSV|XLSX?|JSON|ITA|IIT|EIT|OIT|AND|OR|NOT|MB|Atom|English|budget|banthuek|SHA|API|limit|cursor|next|Word|Office)\b/gi, '').match(/[A-Za-z]{3,}|--\w+/g);

await test('what is asked wrongly is said in Thai, without an option of the command line', async (page) => {
  const asked = ['q="' + word, 'q=(' + word, 'q=' + word + ')', 'q=' + word + ' AND', 'q=OR ' + word, 'q=-' + word, 'q=...', 'q="31 ก.พ. 2566"', 'q=' + 'คำ '.repeat(80), 'q=' + 'ก'.repeat(600), 'q=' + word + '&year=abc', 'q=' + word + '&status=zzz',
    'q=' + word + '&in=zzz', 'q=' + word + '&where=zzz', 'q=' + word + '&where=budget>=', 'q=' + word + '&group=zzz', 'q=' + word + '&province=ไม่มีจังหวัดนี้', 'q=' + word + '&from=2023-02-31', 'q=' + word + '&page=99999999', 'q=' + word + '&sort=zzz'];
  for (const query of asked) {
    const answer = await page.goto(url + '/search?' + query.split('&').map((pair) => pair.slice(0, pair.indexOf('=') + 1) + encodeURIComponent(pair.slice(pair.indexOf('=') + 1))).join('&'));
    assert.ok(answer.status() < 500, query);
    const said = page.locator('main [role=alert], main .wrong, main .error-number ~ *');
    if (answer.status() >= 400) assert.ok(await said.count(), query + ' is refused without a word');
    for (const text of await said.allTextContents()) assert.equal(foreign(text.replace('zzz', '').replace('abc', '')), null, query + ': ' + text);
  }
  for (const path of ['/audit?question=zzz', '/audit?question=missing&year=x', '/documents/0000000000000000', '/dossiers/0000000000000000', '/office?name=zzzz', '/nope', '/compare?office=zzzz', '/import?outcome=zzz', '/tags?tag=zzz', '/mend?from=x&to=x', '/log?x', '/records?kind=zzz']) {
    await page.goto(url + path);
    assert.equal(foreign((await page.evaluate(() => { document.querySelectorAll('.alike, .pair, table').forEach((papers) => papers.remove()); return document.querySelector('main').innerText; })).replace(/zzzz?|nope/g, '').replace(/[0-9a-f]{16}/g, '').replace(/\S+\.(pdf|tif|png|jpg)/g, '')), null, path);
  }
  const key = documents[0].document, csrf = await (async () => { await page.goto(url + '/documents/' + key); return page.getAttribute('meta[name=csrf]', 'content'); })();
  const forms = [[`/documents/${key}/correct`, { field: 'fiscal_year', after: 'พศ 66' }], [`/documents/${key}/correct`, { field: 'memo/date', after: '31 ก.พ. 2566' }], [`/documents/${key}/correct`, { field: 'nothing/here', after: 'x' }], [`/documents/${key}/correct`, { field: 'title' }],
    [`/documents/${key}/undo`, { field: 'title' }], [`/documents/${key}/undo`, { field: 'measures/99' }], [`/documents/${key}/add`, { list: 'measures', place: '1,1,1,1,1' }], [`/documents/${key}/add`, { list: 'zzz', place: '99,1,1,5,5', 'value/title': 'x' }], [`/documents/${key}/note`, {}], ['/dossiers', {}],
    ['/collect', {}], ['/bulk', { act: 'tag' }], ['/saved', { act: 'save' }], ['/review', { what: 'zzz' }], ['/import/retry', { path: 'zzz' }], ['/import/forget', { path: 'zzz' }], ['/mend', { act: 'mend' }], ['/review/many', { act: 'accept' }]];
  for (const [path, form] of forms) {
    const answer = await page.request.post(url + path, { form: { csrf, ...form }, headers: { origin: url } });
    assert.ok(answer.status() < 500, path);
    if (answer.status() < 400) continue;
    const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(await answer.text());
    await page.setContent(main ? main[1] : '');
    const said = await page.locator('.wrong, .notice, .error-number ~ *').allInnerTexts();
    assert.ok(said.length, path + ' ' + JSON.stringify(form) + ' is refused without a word');
    assert.equal(foreign(said.join(' ').replace(/zzz|nothing\/here|measures\/99/g, '')), null, path + ': ' + said.join(' '));
  }
});
await test('a wrong year is said beside what was typed, and nothing that was typed is lost', async (page) => {
  const { key } = whole.find((d) => d.fiscal_year), id = anchor('fiscal_year');
  await page.goto(url + '/documents/' + key);
  await page.click(id + ' summary');
  const box = page.locator(id + ' [name=after]');
  assert.ok(await box.isEnabled() && await box.isEditable());
  assert.equal(await box.evaluate((e) => getComputedStyle(e).color), await page.evaluate(() => getComputedStyle(document.body).color), 'it looks like ink, not like a field that is locked');
  await box.fill('๒๕๖');
  await page.fill(id + ' [name=why]', 'ตามปก');
  await page.click(id + ' form.correction button');
  await page.waitForSelector(id + ' .wrong');
  assert.match(await page.textContent(id + ' .wrong'), /พ\.ศ\./);
  assert.equal(await page.inputValue(id + ' [name=after]'), '๒๕๖');
  assert.equal(await page.inputValue(id + ' [name=why]'), 'ตามปก');
  assert.deepEqual(await violations(page, 'a wrong year'), []);
});
await test('at 200 % the place of a value is in sight beside it', async (page) => {
  const { key } = whole.find((d) => d.measures.length);
  await page.goto(url + '/documents/' + key);
  for (const at of ['first', 'last']) {
    const { view, frame, value, height } = await places_of_clicked(page, at);
    assert.deepEqual({ viewer: view.top >= -1 && view.bottom <= height + 1, frame: frame.top < view.bottom && frame.bottom > view.top, value: value.top < height && value.bottom > 0 },
      { viewer: true, frame: true, value: true }, at);
  }
}, { viewport: { width: 680, height: 450 }, deviceScaleFactor: 2 });
await test('a page past the end shows the last results and says how many there are', async (page) => {
  await page.goto(url + search + '&page=499');
  assert.ok(await page.$('.hit'), 'hits of the last page');
  assert.ok(!await page.$('.hits .blank'));
  const [now, last] = (await page.textContent('.paging span')).match(/\d+/g);
  assert.equal(now, last);
});
await test('the scores of a table stand in rows and columns, each cell corrected where it stands', async (page) => {
  const { key, scores } = whole.find((d) => d.scores.length > 5);
  await page.goto(url + '/documents/' + key);
  const table = page.locator('.value-table').filter({ has: page.locator('[data-field^="scores/"]') });
  assert.equal(await table.locator('tbody tr').count(), scores.length);
  const { height } = await table.boundingBox();
  assert.ok(height < scores.length * 130, `${scores.length} rows are ${height} px high`);
  const cell = table.locator('[data-field="scores/0/total"]');
  await cell.locator('summary').click();
  await cell.locator('[name=after]').fill('91.5');
  await cell.locator('form.correction button').click();
  await page.waitForURL(/done=/);
  assert.equal(await page.textContent(anchor('scores/0/total') + ' .text-value'), '91.5');
  await page.click('.notice button');
  await page.waitForURL(/undone=/);
});
await test('two years side by side mark what differs and nothing that is the same', async (page) => {
  const able = whole.filter((d) => d.measures.length > 1), [a, b] = [able[0], able.find((d) => d.organisation.name !== able[0].organisation.name)];
  await page.goto(`${url}/audit/pair?left=${a.key}-1&right=${b.key}-1`);
  const texts = await page.evaluate(() => [...document.querySelectorAll('.pair > div')].map((div) => ({ whole: div.innerText.trim(), marked: [...div.querySelectorAll('mark')].map((m) => m.textContent).join('') })));
  assert.ok(texts.some((t) => t.marked), 'something differs');
  for (let i = 0; i + 1 < texts.length; i += 2) if (texts[i].whole === texts[i + 1].whole) assert.equal(texts[i].marked + texts[i + 1].marked, '', texts[i].whole);
});
await test('the list of documents shows their first pages small, and leads to one', async (page) => {
  await page.goto(url + '/documents');
  const thumbs = page.locator('img.thumb');
  assert.equal(await thumbs.count(), documents.length);
  await page.waitForFunction(() => { const first = document.querySelector('img.thumb'); return first.complete && first.naturalWidth > 0; });
  assert.deepEqual(await violations(page, 'documents'), []);
  await page.click('td.wrap > a');
  await page.waitForURL(/\/documents\/[0-9a-f]{16}/);
});
await test('a hit in running text is framed on the picture of its page; one click leads back to the results as they were', async (page) => {
  await page.goto(url + search + '&in=pages');
  await page.click('.hit h3 a');
  await page.waitForFunction(() => document.querySelector('.viewer .boxes a[data-field=found] rect'));
  await page.click('#results');
  await page.waitForURL(/in=pages/);
  assert.ok(await page.$('.hit'));
});
await test('an office has a page of its own: years, statuses, scores, signers, findings, what is missing', async (page) => {
  const office = whole.find((d) => d.ita_result?.score && d.organisation.name).organisation.name;
  await page.goto(url + '/');
  const scores = clicks(page);
  await scores.click('nav a[href="/documents"]');
  await scores.click(page.locator('tbody a', { hasText: office }).first());
  await page.waitForURL(/\/office\?name=/);
  assert.equal(scores.count(), 2);
  const main = await page.textContent('main');
  for (const part of ['รายงานแต่ละปี', 'คะแนน ITA', 'ผู้ลงนาม']) assert.ok(main.includes(part), part);
  assert.match(await page.locator('.panel:has(#chart)').textContent(), /\d\d\.\d\d/);
  assert.deepEqual(await violations(page, 'office'), []);
});
await test('offices without a report are one click from the first page, with the coverage of each province and year', async (page) => {
  await page.goto(url + '/');
  const missing = clicks(page);
  await missing.click('main a[href*="question=missing"]');
  await page.waitForSelector('footer');
  assert.equal(missing.count(), 1);
  assert.match(await page.textContent('main'), /หน่วยงานที่ไม่มีรายงานปี/);
  assert.ok(await page.locator('table.grid td, .grid td').count() > 70 || await page.locator('main table').first().locator('tr').count() > 70, 'a row each province');
});
await test('a dossier of twenty values is a PDF in three clicks; its ZIP verifies with and without this program; one byte changed does not', async (page) => {
  await page.goto(url + '/documents');
  const csrf = await page.getAttribute('meta[name=csrf]', 'content');
  const fields = (await values_of(documents[0].document)).filter((v) => v.places.length).slice(0, 20).map((v) => documents[0].document + '/' + v.field);
  for (const d of documents.slice(1)) for (const v of await values_of(d.document)) if (fields.length < 20 && v.places.length) fields.push(d.document + '/' + v.field);
  const body = new URLSearchParams([['csrf', csrf], ['title', 'ยี่สิบข้อค้นพบ'], ...fields.map((what) => ['what', what])]);
  const made = await page.request.post(url + '/collect', { data: body.toString(), headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' } });
  assert.ok(made.status() < 400, String(made.status()));
  await page.goto(url + '/');
  const evidence = clicks(page);
  await evidence.click('nav a[href="/dossiers"]');
  await evidence.click('tbody a:has-text("ยี่สิบข้อค้นพบ")');
  assert.equal(await page.locator('.item').count(), 20);
  const [taken] = await Promise.all([page.waitForEvent('download'), evidence.click('.actions .button >> nth=0')]);
  assert.equal(evidence.count(), 3);
  const text = execFileSync('pdftotext', ['-layout', await taken.path(), '-']).toString();
  for (const part of ['SHA-256', '20.']) assert.ok(text.includes(part), part);
  const [zip] = await Promise.all([page.waitForEvent('download'), page.click('.actions .button >> nth=1')]);
  const folder = mkdtempSync(tmpdir() + '/evidence-'), path = folder + '/evidence.zip', check = fileURLToPath(new URL('../../tools/web/bundle/check_bundle.py', import.meta.url));
  copyFileSync(await zip.path(), path);
  const good = (command, args) => { try { execFileSync(command, args, { stdio: 'pipe' }); return true; } catch { return false; } };
  assert.ok(good('python3', [check, path]), 'without this program');
  assert.ok(good(process.env.BANTHUEK || 'build/banthuek', ['verify', path]), 'with it');
  execFileSync('python3', ['-c', 'import sys,zipfile,io\nsource=zipfile.ZipFile(sys.argv[1])\nout=zipfile.ZipFile(sys.argv[2],"w")\nfor n in source.namelist():\n  d=bytearray(source.read(n))\n  if n.endswith((".json",".png",".jpg")) and len(d)>400 and not sys.argv[3:]: d[len(d)//2]^=1; sys.argv.append("done")\n  out.writestr(n,bytes(d))', path, folder + '/changed.zip']);
  assert.ok(!good('python3', [check, folder + '/changed.zip']), 'a changed one, without this program');
  assert.ok(!good(process.env.BANTHUEK || 'build/banthuek', ['verify', folder + '/changed.zip']), 'a changed one, with it');
  execFileSync('python3', ['-m', 'zipfile', '-e', path, folder + '/open']);
  const index = execFileSync('find', [folder + '/open', '-name', 'index.html']).toString().trim().split('\n')[0];
  const asked = [];
  page.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
  await page.goto('file://' + index);
  assert.ok((await page.textContent('body')).includes('ยี่สิบข้อค้นพบ'));
  assert.deepEqual(asked, [], 'it opens offline');
  rmSync(folder, { recursive: true });
});
await test('a dossier is assigned, moved on and noted; a value is noted, tagged and cited by an address with its picture', async (page) => {
  await page.goto(url + '/dossiers');
  await page.click('tbody a');
  await page.click('[name=state][value=in_work]');
  assert.match(await page.textContent('.pill'), /กำลังดำเนินการ/);
  await page.fill('[name=text]', 'ขอเอกสารจากหน่วยงาน');
  await page.click('.note-form button');
  assert.match(await page.textContent('.notes'), /ขอเอกสารจากหน่วยงาน/);
  const value = (await values_of(documents[0].document)).find((v) => v.places.length);
  await page.goto(`${url}/documents/${documents[0].document}/value?field=${encodeURIComponent(value.field)}`);
  assert.ok(await page.evaluate(() => { const i = document.querySelector('.cited img'); return new Promise((done) => { if (i.complete) done(i.naturalWidth > 0); else i.onload = () => done(true); }); }), 'its picture');
  const cited = await page.inputValue('.cite-link');
  await page.fill('.note-form [name=text]', 'ตรงกับต้นฉบับ');
  await page.click('.note-form button');
  await page.fill('form:has([name=text]):not(.note-form) [name=text]', 'ตรวจซ้ำ');
  await page.click('form:has([name=text]):not(.note-form) button');
  await page.goto(cited);
  const main = await page.textContent('main');
  for (const part of [value.value, 'ตรงกับต้นฉบับ', 'ตรวจซ้ำ']) assert.ok(main.includes(part), part);
  assert.deepEqual(await violations(page, 'a cited value'), []);
});
await test('many hits are tagged at once and the tag taken off again', async (page) => {
  await page.goto(url + search);
  for (const n of [0, 1, 2]) await page.locator('.hit [type=checkbox]').nth(n).check();
  await page.fill('#many [name=text]', 'ชุดทดลอง');
  await page.click('#many [value=tag]');
  await page.goto(url + '/tags?tag=' + encodeURIComponent('ชุดทดลอง'));
  assert.equal(await page.locator('.item').count(), 3);
  await page.click('#many [value=untag]');
  await page.goto(url + '/tags?tag=' + encodeURIComponent('ชุดทดลอง'));
  assert.equal(await page.locator('.item').count(), 0);
});
await test('many values are confirmed at once after their pictures were shown, and one click takes all of it back', async (page) => {
  const left = async () => { await page.goto(url + '/review'); const text = await page.textContent('.review-progress'); return text.match(/\d+/g).map(Number); };
  const [before] = await left();
  await page.goto(url + '/review/many');
  await page.waitForFunction(() => [...document.querySelectorAll('.many img')].slice(0, 3).every((i) => i.complete && i.naturalWidth > 0));
  for (const n of [0, 1, 2]) await page.locator('.many [type=checkbox]').nth(n).check();
  await page.click('[name=act][value=accept]');
  await page.waitForSelector('.notice');
  assert.match(await page.textContent('.notice'), /3/);
  assert.equal((await left())[0], before + 3);
  await page.goBack();
  await page.click('.notice button');
  assert.equal((await left())[0], before);
});
await test('a misreading is mended everywhere after it is shown, and one click takes all of it back', async (page) => {
  const count = async (text) => { await page.goto(url + '/mend?from=' + encodeURIComponent(text)); return page.locator('.item').count(); };
  const before = await count('ดำเนินการ');
  assert.ok(before > 1);
  await page.goto(url + '/mend?from=' + encodeURIComponent('ดำเนินการ') + '&to=' + encodeURIComponent('ดำเนินกาน'));
  assert.ok(await page.locator('.item ins mark').count() > 1, 'what it becomes is shown first');
  await page.click('.hits-head button');
  await page.waitForSelector('.notice');
  const undo = page.locator('.notice button');
  assert.equal(await page.evaluate(async () => (await (await fetch(document.querySelector('meta[name=base]').content + '/mend?from=' + encodeURIComponent('ดำเนินกาน'))).text()).split('class="item ').length - 1), before);
  await undo.click();
  await page.waitForSelector('.notice');
  assert.equal(await count('ดำเนินการ'), before);
});
await test('a search is kept, says what is new, and is a feed that a reader of feeds can take', async (page) => {
  await page.goto(url + search);
  await page.click('.keep-search summary');
  await page.fill('.keep-search [name=name]', 'คำค้นทดลอง');
  await page.click('.keep-search button');
  await page.goto(url + '/saved');
  const kept = page.locator('.saved', { hasText: 'คำค้นทดลอง' });
  assert.equal(await kept.count(), 1);
  const feed = await (await page.request.get(url + await kept.locator('a:has-text("Atom")').getAttribute('href'))).text();
  assert.match(feed, /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
  assert.ok(feed.split('<entry>').length > 3);
  await kept.locator('form:has([value=remove]) button').click();
  assert.equal(await page.locator('.saved', { hasText: 'คำค้นทดลอง' }).count(), 0);
});
await test('a folder is dropped on the page; its ledger is filtered, taken as CSV in words, and one file taken out again', async (page) => {
  const folder = mkdtempSync(tmpdir() + '/desk-') + '/ส่งมา';
  mkdirSync(folder + '/2567', { recursive: true });
  copyFileSync(sample, folder + '/2567/วางทั้งโฟลเดอร์.pdf');
  writeFileSync(folder + '/2567/ว่าง.pdf', '');
  await page.goto(url + '/import');
  const session = await page.context().newCDPSession(page), { x, y, width, height } = await page.locator('#drop').boundingBox();
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
  await page.waitForSelector('#live[data-state=finished]', { timeout: 180000 });
  await page.goto(url + '/import?outcome=failed');
  const rows = await page.locator('.ledger tbody tr').allTextContents();
  assert.ok(rows.some((row) => row.includes('ว่าง.pdf') && row.includes('ไฟล์ว่างเปล่า')), rows.join(' | '));
  assert.ok(!rows.some((row) => row.includes('วางทั้งโฟลเดอร์.pdf')), 'what was read is not among them');
  for (const row of rows) assert.equal(foreign(row.replace(/\S+\.(pdf|exe|png|tif)/g, '')), null, row);
  const csv = await (await page.request.get(url + await page.getAttribute('a[href^="/import/ledger.csv"]', 'href'))).text();
  assert.match(csv, /^\ufeff/);
  assert.match(csv, /ไฟล์ว่างเปล่า/);
  assert.equal(foreign(csv.replace(/\S*\.(pdf|exe|png|tif)\S*/g, '').replace(/T\d\d:\d\d:\d\dZ/g, '')), null, csv);
  await page.goto(url + '/import?file=' + encodeURIComponent('วางทั้ง'));
  assert.equal(await page.locator('.ledger tbody tr').count(), 1);
  await page.click('.ledger summary');
  await page.click('.ledger [name=path]');
  await page.goto(url + '/search?q=' + encodeURIComponent('วางทั้งโฟลเดอร์'));
  await page.goto(url + '/import?file=' + encodeURIComponent('วางทั้ง'));
  assert.equal(await page.locator('.ledger tbody tr').count(), 0);
  rmSync(folder, { recursive: true });
});
await test('the help tells each of the three roles what they need', async (page) => {
  for (const lang of ['th', 'en']) {
    await page.goto(url + '/help?lang=' + lang);
    const text = await page.textContent('main');
    for (const part of lang === 'th' ? ['ผู้อ่าน', 'ผู้แก้ไข', 'ผู้ดูแล', 'นำเข้าไม่สำเร็จ', 'ส่งออก', 'ประเด็นตรวจสอบ'] : ['reader', 'editor', 'administrator', 'import', 'export', 'dossier']) assert.ok(text.includes(part), lang + ' ' + part);
    assert.ok(await page.evaluate(() => Promise.all([...document.images].map((i) => { i.loading = 'eager'; return i.decode().then(() => true, () => false); })).then((all) => all.every(Boolean))), 'its pictures are there');
  }
});
await end();
