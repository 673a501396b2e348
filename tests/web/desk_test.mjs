// The desk from end to end, in Debian's Chromium, against the real server over the samples' scans.
// Run by desk_slow_test.sh: node desk_test.mjs URL SAMPLE, a desk without accounts; accounts_test.mjs visits one with.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { bench, clicks, places_of_clicked, violations } from './browser.mjs';

const [open_url, sample] = process.argv.slice(2);
const { test, end } = await bench();
const api = async (path) => (await fetch(open_url + path)).json();
const word = 'การ';
const search = '/search?q=' + encodeURIComponent(word);
const documents = (await api('/api/v1/documents?limit=100')).documents;
const values_of = async (key) => (await api(`/api/v1/documents/${key}/values`)).values;

await test('search finds, marks the hit, and its title leads to the value on the page', async (page) => {
  await page.goto(open_url + '/');
  await page.fill('#q', word);
  await page.press('#q', 'Enter');
  await page.waitForURL(/\/search\?q=/);
  assert.match(await page.textContent('#total'), /\d/);
  assert.equal(await page.textContent('.hit mark'), word);
  await page.click('.hit h3 a');
  await page.waitForURL(/\/documents\//);
  await page.waitForSelector('.value.chosen');
});
await test('one click collects a hit into a dossier, and three lead from the list to its evidence as a PDF', async (page) => {
  await page.goto(open_url + search);
  await page.click('.hit button.add');
  await page.waitForURL(/\/collect\?/);
  await page.fill('[name=title]', 'ประเด็นทดลอง');
  await page.click('.filter-row .button');
  await page.waitForURL(/\/dossiers\//);
  assert.deepEqual(await violations(page, 'dossier'), []);
  await page.goto(open_url + '/documents/' + documents[0].document);
  await page.waitForSelector('.value .add');
  await page.click('.value .add >> nth=0');
  await page.waitForFunction(() => document.getElementById('said').textContent.includes('ประเด็นทดลอง'));
  await page.goto(open_url + '/search');
  await page.click('nav a[href="/dossiers"]');
  await page.click('tbody a');
  assert.equal(await page.locator('.item').count(), 2);
  const [taken] = await Promise.all([page.waitForEvent('download'), page.click('.actions .button')]);
  const head = readFileSync(await taken.path()).subarray(0, 5).toString();
  assert.equal(head, '%PDF-');
});
await test('suggestions come while typing and are chosen by keyboard', async (page) => {
  await page.goto(open_url + '/');
  await page.type('#q', word);
  await page.waitForSelector('#suggestions li');
  await page.press('#q', 'ArrowDown');
  await page.press('#q', 'Enter');
  await page.waitForURL(/\/documents\//);
});
await test('a facet narrows, its chip takes it back, the address holds it', async (page) => {
  await page.goto(open_url + search);
  const before = await page.textContent('#total');
  await page.click('.facets a[href*="year="]');
  await page.waitForURL(/year=\d+/);
  assert.notEqual(await page.textContent('#total'), before);
  await page.click('.chip');
  assert.equal(await page.textContent('#total'), before);
});
await test('sorting and paging keep the search', async (page) => {
  await page.goto(open_url + search);
  await page.click('.sorts a:nth-of-type(2)');
  await page.waitForURL(/sort=year/);
  if (await page.$('a[rel=next]')) { await page.click('a[rel=next]'); await page.waitForURL(/page=2/); assert.ok(await page.$('.hit')); }
});
await test('an empty result says what to try', async (page) => {
  await page.goto(open_url + '/search?q=zzzzzz');
  assert.ok(await page.$('.blank'));
});
await test('a query that cannot be read says what to write instead', async (page) => {
  const answer = await page.goto(open_url + '/search?q=' + encodeURIComponent('"ก'));
  assert.ok([200, 400].includes(answer.status()));
  assert.ok(!/SQL|sqlite/i.test(await page.textContent('main')));
});
await test('searching and reading work without JavaScript', async (page) => {
  await page.goto(open_url + '/');
  await page.fill('#q', word);
  await page.click('.search button');
  await page.click('.hit h3 a');
  assert.ok(await page.$('.page-figure img'));
  await page.click('.value a.place');
  assert.match(page.url(), /#b-/);
  await page.focus('.boxes a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#v-/);
}, { javaScriptEnabled: false });
await test('the page zooms; a value leads to its frame, the frame back to its value', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document);
  await page.waitForSelector('.viewer svg.boxes');
  await page.waitForFunction(() => window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  const home = await page.evaluate(() => window.deskViewer.viewport.getZoom());
  await page.click('.zoom-buttons button');
  await page.waitForFunction((z) => window.deskViewer.viewport.getZoom() > z * 1.1, home);
  await page.click('.value a.place');
  const field = await page.getAttribute('.value.chosen', 'data-field');
  assert.ok(await page.$(`.boxes a.chosen[data-field="${field}"]`));
  await page.waitForTimeout(900);
  const other = await page.evaluate(() => {
    const view = document.querySelector('.viewer').getBoundingClientRect();
    for (const a of document.querySelectorAll('.viewer .boxes a:not(.chosen)')) {
      const r = a.querySelector('rect').getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
      if (x > view.left + 5 && x < view.right - 5 && y > view.top + 5 && y < view.bottom - 5 && document.elementFromPoint(x, y) === a.querySelector('rect')) return { x, y, field: a.dataset.field };
    }
    return null;
  });
  assert.ok(other, 'no other frame is in sight');
  await page.mouse.click(other.x, other.y);
  await page.waitForFunction((f) => document.querySelector('.value.chosen')?.dataset.field === f, other.field);
});
await test('the picture is turned, takes the full width, shows its pages small; hits are gone through one by one', async (page) => {
  const whole = documents.find((d) => d.pages > 1 || d.last_page > d.first_page) || documents[0];
  await page.goto(open_url + '/documents/' + whole.document + '?q=' + encodeURIComponent(word));
  await page.waitForFunction(() => window.deskViewer && window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  const label = async (id) => page.getAttribute('.document', 'data-' + id);
  await page.click(`.zoom-buttons [aria-label="${await label('turn')}"]`);
  await page.waitForFunction(() => window.deskViewer.viewport.getRotation() === 90);
  await page.click(`.zoom-buttons [aria-label="${await label('whole')}"]`);
  assert.equal(await page.evaluate(() => window.deskViewer.viewport.getRotation()), 0);
  const width = () => page.evaluate(() => document.querySelector('.viewer').getBoundingClientRect().width);
  const before = await width();
  await page.click('#full-width');
  assert.ok(await width() > before * 1.5, 'the picture is wider');
  await page.click('#full-width');
  assert.equal(await width(), before);
  await page.click('#thumbnails');
  await page.waitForFunction(() => [...document.querySelectorAll('.strip img')].some((i) => i.complete && i.naturalWidth > 0));
  assert.equal(await page.locator('.strip img').count(), await page.locator('.strip a').count());
  assert.deepEqual(await violations(page, 'thumbnails'), []);
  const hits = await page.locator('.value:has(mark)').count();
  assert.ok(hits > 1, 'the document has several hits');
  const seen = new Set();
  for (let i = 0; i < hits; i += 1) {
    await page.click('.hit-buttons button >> nth=1');
    seen.add(await page.getAttribute('.value.chosen', 'data-field'));
    assert.ok(await page.locator('.value.chosen mark').first().isVisible());
  }
  assert.equal(seen.size, hits, 'each hit once');
  await page.click('.hit-buttons button >> nth=0');
  assert.match(await page.textContent('.hit-buttons'), new RegExp('/' + hits));
});
await test('text on the page picture is selected and copied, in reading order, without stops of the Tab key', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document);
  await page.waitForSelector('.viewer .words tspan', { state: 'attached' });
  await page.waitForFunction(() => window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  const key = documents[0].document, first = await page.getAttribute('.page-figure', 'data-page');
  const lines = (await api(`/documents/${key}/text/${first}`)).lines, at = lines.findIndex((line) => line.length > 1);
  const edges = () => page.evaluate((i) => {
    const spans = [...document.querySelectorAll('.viewer .words text')[i].querySelectorAll('tspan')].map((s) => s.getBoundingClientRect());
    const [a, b] = [spans[0], spans[spans.length - 1]];
    return { x: a.x + 1, y: a.y + a.height / 2, to_x: b.right - 1, to_y: b.y + b.height / 2 };
  }, at);
  const drag = async () => {
    const e = await edges();
    await page.mouse.move(e.x, e.y); await page.mouse.down(); await page.mouse.move((e.x + e.to_x) / 2, e.y); await page.mouse.move(e.to_x, e.to_y); await page.mouse.up();
    return page.evaluate(() => getSelection().toString());
  };
  await page.focus('#select-text');
  await page.keyboard.press('Enter');
  assert.equal(await page.getAttribute('#select-text', 'aria-pressed'), 'true');
  const centre = await page.evaluate(() => JSON.stringify(window.deskViewer.viewport.getCenter()));
  assert.equal((await drag()).trim(), lines[at].map((w) => w.text + w.after).join('').trim());
  assert.equal(await page.evaluate(() => JSON.stringify(window.deskViewer.viewport.getCenter())), centre, 'the page moved');
  // The words stand where the picture has them.
  const [word, seen] = await page.evaluate(([i, w]) => {
    const r = document.querySelectorAll('.viewer .words text')[i].querySelector('tspan').getBoundingClientRect(), page = document.querySelector('.viewer .words').getBoundingClientRect();
    const scale = page.width / +document.querySelector('.page-figure').dataset.width;
    return [{ x: page.x + w.x * scale, right: page.x + (w.x + w.w) * scale }, { x: r.x, right: r.right }];
  }, [at, lines[at][0]]);
  assert.ok(Math.abs(word.x - seen.x) < 3 && Math.abs(word.right - seen.right) < 3, JSON.stringify([word, seen]));
  assert.equal(await page.locator('.words [tabindex], .words a').count(), 0);
  await page.click('#select-text');
  await page.evaluate(() => getSelection().removeAllRanges());
  assert.equal((await drag()).trim(), '', 'a drag moves the page again');
});
await test('a correction is kept with who and what it was, and undone', async (page) => {
  const key = documents[0].document, values = await values_of(key);
  const value = values.find((v) => v.field === 'memo/subject') || values.find((v) => /title$/.test(v.field));
  const id = '#v-' + value.field.replace(/[^A-Za-z0-9_]/g, '-');
  await page.goto(open_url + '/documents/' + key);
  await page.click(id + ' summary');
  await page.fill(id + ' [name=after]', 'ค่าที่แก้แล้ว <b>x</b>');
  await page.fill(id + ' [name=why]', 'ทดสอบ');
  await page.click(id + ' form button');
  await page.waitForURL(/done=/);
  assert.equal(await page.textContent(id + ' .text-value'), 'ค่าที่แก้แล้ว <b>x</b>');
  assert.ok(await page.$(id + ' .corrected'));
  assert.ok(await page.evaluate(() => { const r = document.querySelector('.notice button').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }), '"saved, undo" is in sight');
  await page.click('.notice button');
  await page.waitForURL(/undone=/);
  assert.equal((await values_of(key)).find((v) => v.field === value.field).value, value.value);
});
await test('a frame drawn on the page is read, and its text put into an empty field; an empty field is entered by hand too', async (page) => {
  const key = documents[0].document;
  await page.goto(open_url + '/documents/' + key);
  await page.waitForFunction(() => window.deskViewer && window.deskViewer.world.getItemCount() > 0 && window.deskViewer.world.getItemAt(0).getFullyLoaded());
  await page.click('#draw');
  assert.equal(await page.getAttribute('#draw', 'aria-pressed'), 'true');
  // Around a value that was read, so that what comes is known.
  const target = await page.evaluate(() => {
    const view = document.querySelector('.viewer').getBoundingClientRect();
    for (const a of document.querySelectorAll('.viewer .boxes a')) {
      const r = a.querySelector('rect').getBoundingClientRect();
      if (r.top > view.top + 10 && r.bottom < view.bottom - 10 && r.height < 40 && r.width > 60) return { x: r.x - 4, y: r.y - 4, to_x: r.right + 4, to_y: r.bottom + 4, field: a.dataset.field };
    }
    return null;
  });
  assert.ok(target, 'no frame is in sight');
  const known = (await values_of(key)).find((v) => v.field === target.field);
  const centre = () => page.evaluate(() => JSON.stringify(window.deskViewer.viewport.getCenter()));
  const before = await centre();
  await page.mouse.move(target.x, target.y); await page.mouse.down(); await page.mouse.move(target.to_x - 20, target.to_y); await page.mouse.move(target.to_x, target.to_y); await page.mouse.up();
  await page.waitForSelector('#region .region-read:not([hidden])');
  assert.equal(await centre(), before, 'the page moved');
  const text = await page.inputValue('#region [name=after]'), letters = (t) => t.replace(/[\s.]/g, '');
  assert.ok(letters(text).includes(letters(known.raw || known.value).slice(0, 6)), `${text} is not ${known.raw || known.value}`);
  assert.deepEqual(await violations(page, 'a frame that was read'), []);
  const field = await page.getAttribute('#region optgroup option', 'value');
  assert.ok(!(await values_of(key)).some((v) => v.field === field), 'the first choice is an empty field');
  await page.fill('#region [name=after]', 'ค่าจากกรอบ');
  const undo = async () => { await page.click('.notice button'); await page.waitForURL(/undone=/); assert.ok(!(await values_of(key)).some((v) => v.field === field)); };
  await page.click('#region button.button');
  await page.waitForURL(/done=/);
  assert.equal((await values_of(key)).find((v) => v.field === field).value, 'ค่าจากกรอบ');
  assert.match(await page.textContent('.values'), /อ่านจากกรอบที่ลากบนภาพ/);
  await undo();
  await page.goto(open_url + '/documents/' + key);
  const form = page.locator('.enter', { has: page.locator(`option[value="${field}"]`) });
  await form.locator('summary').click();
  await form.locator('select').selectOption(field);
  await form.locator('[name=after]').fill('พิมพ์เอง');
  await form.locator('button').click();
  await page.waitForURL(/done=/);
  assert.equal((await values_of(key)).find((v) => v.field === field).value, 'พิมพ์เอง');
  await undo();
});
await test('a change made meanwhile is not overwritten', async (page) => {
  const key = documents[0].document, values = await values_of(key), value = values.find((v) => v.field === 'memo/subject') || values[0];
  await page.goto(open_url + '/documents/' + key);
  const csrf = await page.getAttribute('meta[name=csrf]', 'content');
  const answer = await page.request.post(open_url + `/documents/${key}/correct`, { form: { csrf, field: value.field, before: 'something else', after: 'x' } });
  assert.equal(answer.status(), 409);
});
await test('the review queue accepts by Enter, corrects by E, undoes by U', async (page) => {
  await page.goto(open_url + '/review');
  const label = await page.textContent('.read-as');
  await page.waitForSelector('[data-key=accept][data-ready]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/undo=/);
  assert.notEqual(await page.textContent('.review-progress'), '0');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('u');
  await page.waitForURL((url) => !url.search.includes('undo='));
  await page.goto(open_url + '/review');
  assert.equal(await page.textContent('.read-as'), label);
  await page.waitForSelector('.review img');
  assert.ok(await page.evaluate(() => new Promise((done) => { const i = document.querySelector('.review img'); if (i.complete) done(i.naturalWidth > 0); else { i.onload = () => done(true); i.onerror = () => done(false); } })), 'the cut-out picture shows');
});
await test('overview, comparison and help open in both languages', async (page) => {
  for (const path of ['/overview', '/compare', '/help']) for (const lang of ['th', 'en']) {
    const answer = await page.goto(open_url + path + '?lang=' + lang);
    assert.equal(answer.status(), 200);
    assert.equal(await page.getAttribute('html', 'lang'), lang);
  }
  await page.goto(open_url + '/');
  assert.match(await page.textContent('h1'), /Find measures/, 'the language stays chosen');
});
await test('two years of an office stand side by side, what is the same marked', async (page) => {
  const whole = await Promise.all(documents.map(async ({ document }) => ({ document, ...(await api('/api/v1/documents/' + document)) })));
  const able = whole.filter((d) => d.organisation?.name && d.fiscal_year && d.measures.length);
  const [a, b] = [able[0], able.find((d) => d.fiscal_year !== able[0].fiscal_year)];
  const rename = async (before, after) => {
    await page.goto(open_url + '/documents/' + b.document);
    const csrf = await page.getAttribute('meta[name=csrf]', 'content');
    const answer = await page.request.post(`${open_url}/documents/${b.document}/correct`, { form: { csrf, field: 'organisation/name', before, after, why: 'test' }, maxRedirects: 0 });
    assert.equal(answer.status(), 303);
  };
  await rename(b.organisation.name, a.organisation.name);
  const address = `/compare?office=${encodeURIComponent(a.organisation.name)}&left=${a.fiscal_year}&right=${b.fiscal_year}`;
  await page.goto(open_url + address);
  assert.equal(await page.inputValue('[name=left]'), String(a.fiscal_year));
  const text = await page.textContent('.pair');
  for (const measure of [a.measures[0], b.measures[0]]) assert.ok(text.includes(measure.title || measure.method), 'a measure is missing');
  assert.equal(await page.locator('.pair > div').count() % 2, 0);
  await page.click('.pair a');
  await page.waitForURL(/\/documents\//);
  await rename(a.organisation.name, b.organisation.name);
});
await test('an export opens: CSV with a byte order mark, XLSX, JSON', async (page) => {
  for (const [format, begin] of [['csv', '\ufeff'], ['xlsx', 'PK'], ['json', '{']]) {
    const answer = await page.request.get(open_url + `/export?format=${format}&q=` + encodeURIComponent(word));
    assert.equal(answer.status(), 200);
    const body = await answer.body();
    assert.equal((format === 'xlsx' ? body.toString('latin1') : body.toString('utf8')).slice(0, begin.length), begin);
    assert.match(answer.headers()['content-disposition'], /attachment/);
  }
});
await test('an upload shows its progress and its outcome, and is found again', async (page) => {
  await page.goto(open_url + '/import');
  await page.setInputFiles('#files', sample);
  await page.click('#drop button');
  await page.waitForSelector('#live[data-state=finished]', { timeout: 180000 });
  assert.ok((await page.$$('#events li')).length > 0);
  await page.goto(open_url + '/import');
  assert.ok(await page.$('tbody tr'));
});
await test('an upload that is too large is refused before it is sent, with what is allowed; sent past the page, too', async (page) => {
  await page.goto(open_url + '/import');
  await page.evaluate(() => { document.getElementById('drop').dataset.limit = '1000'; });
  await page.setInputFiles('#files', sample);
  await page.click('#drop button');
  await page.waitForFunction(() => /MB/.test(document.getElementById('said').textContent));
  assert.ok(await page.isVisible('#said'), 'the refusal is to be seen');
  await page.reload();
  const [, megabytes] = /(\d+) MB/.exec(await page.textContent('main .lead'));
  const socket = connect(new URL(open_url).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => { answer += data; });
  socket.write('POST /import HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1073741824\r\n\r\n--x\r\n');
  await new Promise((done) => { socket.on('close', done); socket.on('error', done); });
  assert.match(answer, /^HTTP\/1.1 413/);
  assert.match(answer, new RegExp(megabytes + ' MB'), 'a gigabyte is refused, and how much is taken is said');
});
await test('a kind of file that is not taken is refused with what is', async (page) => {
  await page.goto(open_url + '/import');
  await page.setInputFiles('#files', { name: 'evil.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.click('#drop button');
  await page.waitForFunction(() => /PDF/.test(document.getElementById('said').textContent));
});
await test('the keyboard alone reaches a value and its form', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  for (let i = 0; i < 80; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.matches('.value summary'))) break;
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.name === 'after'));
});
await test('nothing runs over the edge of a phone', async (page) => {
  for (const path of ['/', search, '/documents/' + documents[0].document, '/review', '/overview', '/compare', '/import', '/help']) {
    await page.goto(open_url + path);
    // An office's name may be longer than any of the samples.
    await page.evaluate(() => { for (const option of document.querySelectorAll('select option:checked')) option.textContent += 'ส่วนตำบลที่มีชื่อยาว'.repeat(4); });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 1, `${path} is ${wide} px too wide`);
  }
}, { viewport: { width: 390, height: 844 } });
await test('no page carries more than 300 KB of script', async (page) => {
  for (const path of ['/', search, '/documents/' + documents[0].document, '/overview', '/import', '/review']) {
    let bytes = 0;
    const count = async (response) => { if (/javascript/.test(response.headers()['content-type'] || '')) bytes += (await response.body().catch(() => '')).length; };
    page.on('response', count);
    await page.goto(open_url + path, { waitUntil: 'networkidle' });
    page.off('response', count);
    assert.ok(bytes <= 300 * 1024, `${path}: ${bytes}`);
  }
});
await test('axe-core finds no violation of WCAG AA, in both languages', async (page) => {
  for (const lang of ['th', 'en']) for (const path of ['/', search, '/documents/' + documents[0].document, '/review', '/overview', '/compare', '/import', '/help', '/nope']) {
    await page.goto(open_url + path + (path.includes('?') ? '&' : '?') + 'lang=' + lang);
    if (path.startsWith('/documents/')) await page.waitForTimeout(1200);
    assert.deepEqual(await violations(page, path), []);
  }
});
await test('printed pages hold the values and leave the tools out', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.isVisible('.top'), false);
  assert.ok(await page.isVisible('.values'));
  assert.ok((await page.pdf()).length > 10000);
});
await test('printed frames stand where the values do, whatever was zoomed before; each sheet says what, when and for which search', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document + '?q=' + encodeURIComponent(word));
  await page.waitForFunction(() => window.deskViewer && window.deskViewer.world.getItemCount() > 0 && document.querySelector('.viewer svg.boxes'));
  await page.click('.value a.place');
  await page.waitForTimeout(900);
  await page.evaluate(() => window.deskPictures());
  await page.emulateMedia({ media: 'print' });
  const off = await page.evaluate(() => {
    let worst = 0, count = 0;
    for (const figure of document.querySelectorAll('.page-figure')) {
      const picture = figure.querySelector('img').getBoundingClientRect();
      for (const rect of figure.querySelectorAll('svg.boxes rect')) {
        const r = rect.getBoundingClientRect(), scale = picture.width / +figure.dataset.width;
        worst = Math.max(worst, Math.abs(r.x - picture.x - rect.getAttribute('x') * scale), Math.abs(r.y - picture.y - rect.getAttribute('y') * scale));
        count += 1;
      }
    }
    return { worst, count };
  });
  assert.ok(off.count > 5, 'frames are printed');
  assert.ok(off.worst < 2, `a frame stands ${off.worst} px off`);
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ preferCSSPageSize: true }) }).toString();
  const sheets = text.split('\f').filter((sheet) => sheet.trim());
  for (const sheet of sheets) { assert.match(sheet, new RegExp(word), 'a sheet does not say which search it is of'); assert.match(sheet, /25\d\d \d\d:\d\d/, 'a sheet does not say when'); }
  const pages = await page.locator('.page-figure').count();
  assert.ok(sheets.length <= pages + 4, `${pages} pages print on ${sheets.length} sheets`);
  const below = await page.evaluate(() => document.body.getBoundingClientRect().bottom - [...document.querySelectorAll('.values section')].at(-1).getBoundingClientRect().bottom);
  assert.ok(below < 1, `${below} px below the last value may be a sheet of their own`);
});
await test('a held Enter accepts one value at most, and none whose picture was not shown', async (page) => {
  const done = async () => +(await page.getAttribute('.review-progress progress', 'value'));
  await page.goto(open_url + '/review');
  const before = await done();
  await page.keyboard.down('Enter');  // before the picture stands
  for (let i = 0; i < 40; i += 1) { await page.keyboard.down('Enter'); await page.waitForTimeout(60); }
  await page.keyboard.up('Enter');
  await page.goto(open_url + '/review');
  assert.ok(await done() <= before + 1, `a held key accepted ${await done() - before} values`);
  const csrf = await page.getAttribute('meta[name=csrf]', 'content'), form = await page.evaluate(() => Object.fromEntries(new FormData(document.getElementById('review'))));
  await page.route('**/cut?**', (route) => route.abort());
  await page.goto(open_url + '/review?skip=3');
  await page.waitForTimeout(800);
  const now = await page.textContent('.read-as');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  assert.equal(await page.textContent('.read-as'), now, 'without its picture a value stays');
  assert.ok(csrf && form.field);
});
await test('the links of findings lead somewhere', async (page) => {
  for (const { document: key } of documents.slice(0, 4)) {
    await page.goto(open_url + '/documents/' + key);
    await page.waitForTimeout(600);
    for (const link of await page.$$('.findings.of-document a')) {
      const [href, is_page] = await link.evaluate((a) => [a.getAttribute('href'), a.matches('.to-page')]);
      await link.click();
      if (is_page) assert.equal(await page.getAttribute('.strip a[aria-current]', 'data-page'), href.slice('#page-'.length));
      else assert.equal(await page.getAttribute('.value.chosen', 'id'), href.slice(1));
    }
  }
});
await test('on a phone the place of a value is in sight beside it', async (page) => {
  await page.goto(open_url + '/documents/' + documents[0].document);
  const inside = (r, top, bottom) => r.top < bottom && r.bottom > top;
  for (const at of ['first', 'last']) {
    const { view, frame, value, height } = await places_of_clicked(page, at);
    const seen = { viewer: view.top >= -1 && view.bottom <= height, frame: inside(frame, view.top, view.bottom), value: inside(value, view.bottom, height) };
    assert.deepEqual(seen, { viewer: true, frame: true, value: true }, at);
  }
}, { viewport: { width: 390, height: 844 }, hasTouch: true });
await test('the Tab key needs at most 60 stops on any document; arrow keys go through the values', async (page) => {
  for (const { document: key } of documents) {
    await page.goto(open_url + '/documents/' + key);
    await page.waitForTimeout(900);
    let stops = 0;
    for (; stops < 300; stops += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement === document.body || document.activeElement === document.documentElement)) break;
    }
    assert.ok(stops <= 60, `${key}: ${stops} stops`);
    await page.focus('.values .value a.place:not([tabindex])');
    const first = await page.evaluate(() => document.activeElement.closest('.value').id);
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.evaluate(() => document.activeElement.closest('.value').id), first);
  }
});
await test('at night the pages are dark, and axe-core finds no violation', async (page) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/', search, '/documents/' + documents[0].document, '/review', '/overview', '/compare', '/import', '/help', '/nope']) {
    await page.goto(open_url + path);
    if (path.startsWith('/documents/')) await page.waitForTimeout(1200);
    const [r, g, b] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(r + g + b < 150, path);
    assert.deepEqual(await violations(page, path), []);
  }
});
await test('of a facet several values are chosen', async (page) => {
  await page.goto(open_url + search);
  const facet = page.locator('.facets section').filter({ has: page.locator('li:nth-child(2)') }).first();
  const name = await facet.locator('h2').textContent();
  for (const n of [0, 1]) await page.locator('.facets section').filter({ has: page.locator('h2', { hasText: name }) }).first().locator('ul').first().locator('a:not([aria-current])').nth(0).click();
  assert.equal(await page.locator('.chip').count(), 2);
  assert.ok(await page.$('.hit'));
});
await test('a folder is taken with what it holds, and one odd file refuses no other', async (page) => {
  const folder = mkdtempSync(tmpdir() + '/desk-');
  mkdirSync(folder + '/reports/2566', { recursive: true });
  copyFileSync(sample, folder + '/reports/2566/again.pdf');
  writeFileSync(folder + '/reports/2566/empty.pdf', '');
  writeFileSync(folder + '/reports/notes.exe', 'MZ');
  await page.goto(open_url + '/import');
  await page.setInputFiles('#folder', folder + '/reports');
  await page.click('#drop button');
  await page.waitForSelector('#live[data-state=finished]', { timeout: 180000 });
  await page.goto(open_url + '/import');
  const rows = await page.locator('.ledger tbody tr').allTextContents();
  for (const name of ['2566/again.pdf', '2566/empty.pdf', 'notes.exe']) assert.ok(rows.some((row) => row.includes('reports/' + name)), name + ' has no row: ' + rows.join(' | '));
  assert.ok(!/\d{4}-\d\d-\d\dT/.test(rows.join(' ')), 'no stamp of the server stands for a name');
  rmSync(folder, { recursive: true });
});

for (const [device, options] of [['a desk', {}], ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }]]) await test(`a measure is found and seen on its paper with one click on ${device}`, async (page) => {
  await page.goto(open_url + '/search?in=measures&q=' + encodeURIComponent(word));
  const one = clicks(page);
  await one.click('.hit h3 a');
  await page.waitForFunction(() => document.querySelector('.viewer .boxes a.chosen rect'));
  await page.waitForTimeout(900);
  const seen = await page.evaluate(() => {
    const view = document.querySelector('.viewer').getBoundingClientRect(), frame = document.querySelector('.viewer .boxes a.chosen rect').getBoundingClientRect();
    return frame.top < Math.min(view.bottom, innerHeight) && frame.bottom > Math.max(view.top, 0) && frame.left < view.right && frame.right > view.left;
  });
  assert.ok(seen, 'its frame is in sight');
  assert.equal(one.count(), 1);
}, options);
await test('a value is corrected in place with one click, and a correction of yesterday undone with two', async (page) => {
  const key = documents[0].document;
  const value = (await values_of(key)).find((v) => v.field === 'title') || (await values_of(key))[0], id = '#v-' + value.field.replace(/[^A-Za-z0-9_]/g, '-');
  await page.goto(open_url + '/documents/' + key);
  const correct = clicks(page);
  await correct.click(id + ' summary');
  await page.fill(id + ' [name=after]', 'ค่าเมื่อวาน');
  await page.press(id + ' [name=why]', 'Enter');
  await page.waitForURL(/done=/);
  assert.equal(correct.count(), 1);
  await page.goto(open_url + '/documents');  // another day, from the list
  const undo = clicks(page);
  await undo.click(`a[href^="/documents/${key}"]`);
  await undo.click(id + ' .corrected button');
  await page.waitForURL(/undone=/);
  assert.equal((await values_of(key)).find((v) => v.field === value.field).value, value.value);
  assert.equal(undo.count(), 2);
});
await test('an encrypted file is imported again with its password in two clicks', async (page) => {
  const folder = mkdtempSync(tmpdir() + '/desk-');
  execFileSync('qpdf', ['--encrypt', 'secret', 'secret', '256', '--', sample, folder + '/locked.pdf']);
  await page.goto(open_url + '/import');
  await page.setInputFiles('#files', folder + '/locked.pdf');
  await page.click('#drop button');
  await page.waitForSelector('#live[data-state=finished]', { timeout: 180000 });
  await page.goto(open_url + '/');
  const again = clicks(page);
  await again.click('nav a[href="/import"]');
  const row = 'tr:has-text("locked.pdf")';
  await page.fill(row + ' [name=password]', 'secret');
  await again.click(row + ' form:has([name=password]) button');
  assert.equal(again.count(), 2);
  for (let i = 0; i < 60 && await page.locator(row + ' [name=password]').count(); i += 1) { await page.waitForTimeout(1000); await page.goto(open_url + '/import'); }
  assert.equal(await page.locator(row + ' [name=password]').count(), 0, 'it was read');
  rmSync(folder, { recursive: true });
});
await test('the import page says how the watch over folders goes', async (page) => {
  const db = process.env.DESK_DB;
  if (!db) return;
  writeFileSync(db + '-watch', JSON.stringify({ folders: ['/srv/scans/incoming'], since: '2026-01-01T00:00:00Z', looked_at: '2026-01-02T00:00:00Z', took_at: '', taken: 7, waiting: 0, reading: 0 }));
  await page.goto(open_url + '/import?lang=en');
  assert.match(await page.textContent('.watch'), /scans\/incoming stopped/, 'who left a report behind is over');
  assert.deepEqual(await violations(page, 'watch'), []);
  rmSync(db + '-watch');
});
await test('the scores of offices are two clicks away, offices without a report one', async (page) => {
  await page.goto(open_url + '/');
  const scores = clicks(page);
  await scores.click('nav a[href="/audit"]');
  await scores.click('a[href*="question=scores"]');
  assert.ok(await page.$('main table, main .blank'));
  assert.equal(scores.count(), 2);
  await page.goto(open_url + '/audit');
  const missing = clicks(page);
  await missing.click('a[href*="question=missing"]');
  assert.ok(await page.$('main table'));
  assert.equal(missing.count(), 1);
});
await test('the API answers as its description says, and every address of it is described', async () => {
  const described = await api('/api/v1/openapi.json');
  const resolve = (schema) => schema.$ref ? schema.$ref.slice(2).split('/').reduce((at, part) => at[part], described) : schema;
  const check = (value, given, where) => {
    const schema = resolve(given), types = [].concat(schema.type || []);
    const is = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    assert.ok(!types.length || types.includes(is) || (is === 'integer' && types.includes('number')), `${where} is ${is}, not ${types}`);
    if (schema.pattern && is === 'string') assert.match(value, new RegExp(schema.pattern), where);
    for (const name of schema.required || []) assert.ok(name in value, `${where} lacks ${name}`);
    if (is === 'object') for (const [name, part] of Object.entries(schema.properties || {})) if (name in value) check(value[name], part, where + '/' + name);
    if (is === 'object' && typeof schema.additionalProperties === 'object') for (const [name, part] of Object.entries(value)) check(part, schema.additionalProperties, where + '/' + name);
    if (is === 'array' && schema.items) value.forEach((part, i) => check(part, schema.items, `${where}/${i}`));
  };
  for (const [path, { get }] of Object.entries(described.paths)) {
    const address = path.replace('{key}', documents[0].document).replace('{question}', 'statuses');
    const answer = await fetch(open_url + address);
    assert.equal(answer.status, 200, address);
    check(await answer.json(), get.responses['200'].content['application/json'].schema, path);
    const again = await fetch(open_url + address, { headers: { 'if-none-match': answer.headers.get('etag') } });
    assert.equal(again.status, 304, address + ' with its ETag');
  }
  const wrong = await fetch(open_url + '/api/v1/documents/0000000000000000');
  assert.equal(wrong.status, 404);
  check(await wrong.json(), { $ref: '#/components/schemas/Error' }, 'an error');
  const routes = readFileSync(new URL('../../pipeline/serve/routes.cpp', import.meta.url), 'utf8').match(/"\/api\/[^"]*"/g).map((r) => r.slice(1, -1));
  assert.deepEqual(routes.filter((route) => !described.paths[route]), []);
  let cursor = '', seen = [];
  do { const part = await api('/api/v1/documents?limit=2&cursor=' + cursor); seen.push(...part.documents.map((d) => d.document)); cursor = part.next; } while (cursor);
  assert.deepEqual(seen, (await api('/api/v1/documents?limit=100')).documents.map((d) => d.document), 'cursors lead through all documents, each once');
});
await test('page pictures follow IIIF: information, regions, sizes', async () => {
  const [{ iiif }] = (await api('/api/v1/documents/' + documents[0].document)).pictures;
  const info = await api(iiif + '/info.json');
  assert.equal(info.type, 'ImageService3');
  for (const [path, status] of [['/full/300,/0/default.jpg', 200], ['/0,0,200,100/max/0/gray.png', 200], ['/full/max/90/default.jpg', 400], ['/full/max/0/default.gif', 400], ['/9999999,0,1,1/max/0/default.jpg', 400]])
    assert.equal((await fetch(open_url + iiif + path)).status, status, path);
});
await end();
