// The desk with accounts, names of persons masked for readers, and two people who must agree on doubtful values.
// Run by desk_slow_test.sh: node accounts_test.mjs URL ; accounts reader, editor and admin, each with "a password for NAME".
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { bench, violations } from './browser.mjs';

const [url] = process.argv.slice(2);
const { test, end } = await bench();

const sign_in = async (page, name, password = 'a password for ' + name) => {
  await page.goto(url + '/sign-in');
  await page.fill('[name=name]', name);
  await page.fill('[name=password]', password);
  await page.click('main button');
  await page.waitForLoadState();
};
const api = async (page, path) => (await page.request.get(url + path)).json();

await test('who is not signed in sees the sign-in page, and comes back to where they were going', async (page) => {
  await page.goto(url + '/search?q=x');
  assert.match(page.url(), /\/sign-in\?next=/);
  for (const lang of ['en', 'th']) {
    await page.goto(url + '/sign-in?lang=' + lang);
    assert.deepEqual(await violations(page, '/sign-in ' + lang), []);
  }
  await page.goto(url + '/search?q=x');
  await page.fill('[name=name]', 'reader');
  await page.fill('[name=password]', 'a password for reader');
  await page.click('main button');
  await page.waitForURL(/\/search\?q=x/);
  const cookie = (await page.context().cookies()).find((c) => c.name === 'banthuek');
  assert.ok(cookie.httpOnly && cookie.sameSite === 'Lax');
  await page.click('.who button');
  await page.waitForURL(/\/sign-in/);
  await page.goto(url + '/overview');
  assert.match(page.url(), /\/sign-in/, 'signing out ends the session');
});
await test('what was typed outlives the session it was typed in', async (page) => {
  await sign_in(page, 'editor');
  const [{ document: key }] = (await api(page, '/api/v1/documents?limit=1')).documents;
  await page.goto(url + '/documents/' + key);
  const value = page.locator('.value:has(details input[name=after])').first(), id = await value.getAttribute('id');
  await value.locator('summary').click();
  await value.locator('[name=after]').fill('ค่าที่พิมพ์ไว้นาน');
  await value.locator('[name=why]').fill('ตามต้นฉบับ');
  await page.context().clearCookies();
  await value.locator('form.correction button').click();
  assert.match(await page.textContent('main'), /401/);
  await page.click('main a.button');
  await page.fill('[name=name]', 'editor');
  await page.fill('[name=password]', 'a password for editor');
  await page.click('main button');
  await page.waitForURL((to) => to.pathname === '/documents/' + key);
  assert.equal(await page.inputValue('#' + id + ' [name=after]'), 'ค่าที่พิมพ์ไว้นาน');
  assert.equal(await page.inputValue('#' + id + ' [name=why]'), 'ตามต้นฉบับ');
  assert.ok(await page.isVisible('#' + id + ' [name=after]'), 'its form is open');
});
await test('a wrong password is refused, with what to do', async (page) => {
  await sign_in(page, 'reader', 'not the password');
  assert.ok(await page.isVisible('[role=alert]'));
  assert.equal((await page.context().cookies()).find((c) => c.name === 'banthuek'), undefined);
});
await test('a role that does not suffice is refused in words, and its pages are not offered', async (page) => {
  await sign_in(page, 'reader');
  for (const path of ['/review', '/import', '/accounts']) {
    assert.equal(await page.locator(`nav a[href="${path}"]`).count(), 0, path + ' is offered');
    assert.equal((await page.goto(url + path)).status(), 403);
    assert.ok((await page.textContent('h1')).length > 5);
  }
  await sign_out_and(page, 'editor');
  assert.equal((await page.goto(url + '/review')).status(), 200);
  assert.equal((await page.goto(url + '/accounts')).status(), 403);
});
async function sign_out_and(page, name) {
  await page.context().clearCookies();
  await sign_in(page, name);
}
await test('names of persons are hidden from readers: in texts, in searches, in pictures', async (page) => {
  await sign_in(page, 'editor');
  let found = null;
  for (const { document } of (await api(page, '/api/v1/documents?limit=100')).documents) {
    const value = (await api(page, `/api/v1/documents/${document}/values`)).values.find((v) => /^signatures\/\d+\/name$/.test(v.field) && v.value && v.places.length);
    if (value) { found = { document, value }; break; }
  }
  assert.ok(found, 'the samples have a signer with a place');
  const { document, value } = found;
  const { iiif } = (await api(page, '/api/v1/documents/' + document)).pictures.find((p) => p.page === value.places[0].page);
  const [x, y, w, h] = value.places[0].box;
  const place = `${url}${iiif}/${x},${y},${w},${h}/max/0/gray.png`;
  const seen = await (await page.request.get(place)).body();
  await page.goto(`${url}/documents/${document}`);
  assert.ok((await page.textContent('main')).includes(value.value));
  await sign_out_and(page, 'reader');
  await page.goto(`${url}/documents/${document}`);
  const family = value.value.split(' ').pop();
  assert.ok(!(await page.content()).includes(family), 'the page shows ' + value.value);
  assert.ok(!JSON.stringify(await api(page, '/api/v1/documents/' + document)).includes(family));
  assert.ok(!JSON.stringify(await api(page, `/api/v1/documents/${document}/values`)).includes(family));
  const covered = await (await page.request.get(place)).body();
  assert.ok(covered.length < seen.length / 2, `the covered picture has ${covered.length} of ${seen.length} bytes`);
});
await test('two people judge a value apart; where they differ it is shown, where they agree it is settled', async (page) => {
  await sign_in(page, 'editor');
  await page.goto(url + '/review');
  const label = await page.textContent('.read-as'), field = await page.inputValue('#review [name=field]'), document = await page.inputValue('#review [name=document]');
  await page.waitForSelector('[data-key=accept][data-ready]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/undo=/);
  assert.notEqual((await page.inputValue('#review [name=field]')) + (await page.inputValue('#review [name=document]')), field + document, 'who has judged is not asked again');
  await sign_out_and(page, 'admin');
  await page.goto(url + '/review');
  assert.equal(await page.textContent('.read-as'), label, 'the second person is asked the same');
  await page.fill('[data-key=field]', '9999');
  await page.fill('#review [name=why]', 'read it on the paper');
  await page.click('[data-key=correct]');
  await page.waitForURL(/undo=/);
  assert.match(await page.textContent('.disagreements'), /editor.*admin|admin.*editor/s);
  assert.match(await page.textContent('.disagreements'), /9999/);
  await page.click('[data-key=undo]');
  await page.waitForURL((at) => !at.search.includes('undo='));
  assert.equal(await page.locator('.disagreements li').count(), 0);
  await page.waitForSelector('[data-key=accept][data-ready]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/undo=/);
  await page.goto(url + '/review');
  assert.notEqual((await page.inputValue('#review [name=field]')) + (await page.inputValue('#review [name=document]')), field + document, 'settled by two');
});
await test('the audit log says who saw and changed what, to administrators', async (page) => {
  await sign_in(page, 'admin');
  const answer = await page.goto(url + '/log');
  assert.equal(answer.status(), 200);
  const log = await page.textContent('main');
  for (const what of ['เข้าสู่ระบบ', 'เข้าสู่ระบบไม่สำเร็จ', 'ถูกปฏิเสธสิทธิ์', 'เปิดดูเอกสาร', 'ยืนยันว่าถูกต้อง', 'แก้ไขค่า', 'ถอนการยืนยัน']) assert.ok(log.includes(what), 'the log lacks: ' + what);
  assert.deepEqual(await violations(page, '/log'), []);
});
await test('somebody is invited with a password for one time, changes it, and is reset in two clicks', async (page) => {
  await sign_in(page, 'admin');
  await page.goto(url + '/accounts');
  await page.fill('form.filter-row [name=name]', 'nida');
  await page.fill('form.filter-row [name=display]', 'นิดา ทดสอบ');
  await page.click('form.filter-row .button');
  const once = await page.textContent('.secret');
  assert.match(once, /^[a-z0-9]{4}-/);
  assert.deepEqual(await violations(page, '/accounts'), []);
  await page.context().clearCookies();
  await page.goto(url + '/sign-in');
  await page.fill('[name=name]', 'nida'); await page.fill('[name=password]', once); await page.press('[name=password]', 'Enter');
  await page.waitForURL(/\/account$/);
  assert.deepEqual(await violations(page, '/account'), []);
  await page.goto(url + '/search');
  await page.waitForURL(/\/account$/);
  await page.fill('[name=now]', once); await page.fill('[name=after]', 'a password of my own'); await page.fill('[name=again]', 'a password of my own');
  await page.click('.sheet .button');
  await page.waitForURL(url + '/');
  assert.match(await page.textContent('.who'), /นิดา ทดสอบ/);
  await page.context().clearCookies();
  await sign_in(page, 'admin');
  await page.goto(url + '/accounts');
  await page.goto(url + '/search?q=x');
  const reset = [page.locator('nav a[href="/accounts"]'), page.locator('tr', { hasText: 'nida' }).locator('[value=reset]')];
  for (const click of reset) await click.click();
  assert.notEqual(await page.textContent('.secret'), once);
  assert.equal(reset.length, 2, 'two clicks from any page');
});
await test('printed sheets say who printed them', async (page) => {
  await sign_in(page, 'editor');
  const [{ document: key }] = (await api(page, '/api/v1/documents?limit=1')).documents;
  await page.goto(url + '/documents/' + key);
  await page.evaluate(() => window.deskPictures());
  await page.emulateMedia({ media: 'print' });
  const sheets = execFileSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ preferCSSPageSize: true }) }).toString().split('\f').filter((sheet) => sheet.trim());
  for (const sheet of sheets) assert.match(sheet, /editor · .*25\d\d \d\d:\d\d/);
});
await test('the log is read by titles, filtered, and taken as CSV', async (page) => {
  await sign_in(page, 'admin');
  const [{ document: key, title }] = (await api(page, '/api/v1/documents?limit=1')).documents;
  await page.goto(url + '/documents/' + key);
  await page.goto(url + '/log?action=saw');
  assert.ok((await page.textContent('tbody tr')).includes(title.slice(0, 20)), await page.textContent('tbody tr'));
  assert.equal(await page.locator('tbody td:nth-child(3):not(:has-text("เปิดดูเอกสาร"))').count(), 0);
  const csv = await (await page.request.get(url + await page.getAttribute('a[href^="/log.csv"]', 'href'))).text();
  assert.match(csv, /^\ufeff/);
  assert.ok(csv.includes(title.slice(0, 20)) && !/saw/.test(csv));
});
await test('an administrator makes a backup that is checked, and sees how the archive is', async (page) => {
  await sign_in(page, 'admin');
  await page.goto(url + '/health');
  assert.match(await page.textContent('main'), /ครบถ้วน/);
  await page.click('form[action="/health"] button');
  for (let i = 0; i < 60 && !/ตรวจว่าครบถ้วน/.test(await page.textContent('main')); i += 1) { await page.waitForTimeout(500); await page.goto(url + '/health'); }
  assert.match(await page.textContent('main'), /สำรองแล้ว และตรวจว่าครบถ้วน/);
  assert.deepEqual(await violations(page, '/health'), []);
});
await test('a token for a program is shown once and taken back', async (page) => {
  await sign_in(page, 'editor');
  await page.goto(url + '/account');
  await page.fill('[name=title]', 'nightly export');
  await page.click('form:has([value=token]) .button');
  const token = await page.textContent('.secret'), ask = () => fetch(url + '/api/v1/documents', { headers: { authorization: 'Bearer ' + token } });
  assert.equal((await ask()).status, 200);
  await page.click('.tokens .button');
  assert.equal((await ask()).status, 401);
});
await test('too many tries of passwords are slowed down, and the page says so', async (page) => {
  await page.goto(url + '/sign-in');
  let status = 0;
  for (let i = 0; i < 60 && status !== 429; i += 1) {
    const csrf = await page.getAttribute('main [name=csrf]', 'value');
    status = (await page.request.post(url + '/sign-in', { form: { csrf, name: 'guessed', password: 'x' }, headers: { origin: url } })).status();
  }
  assert.equal(status, 429);
});
await end();
