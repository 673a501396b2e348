// Pictures of every page of the desk, for people to look at, and what axe-core says of each: node tests/web/shots.mjs URL FOLDER [NAME PASSWORD]
// ONLY=dossier,log takes some of them; LANGS=th SIZES=wide SCHEMES=dark fewer of each. Exits 1 where a page violates WCAG AA or is wider than its
// window. Sheets of the four pictures of a page side by side: tests/web/sheets.py FOLDER.
import { launch, violations } from './browser.mjs';
const [url, folder, name, password] = process.argv.slice(2);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(120000);
page.on('console', (message) => message.type() === 'error' && console.log(page.url(), message.text()));
if (name) {
  await page.goto(url + '/sign-in');
  await page.fill('[name=name]', name); await page.fill('[name=password]', password); await page.press('[name=password]', 'Enter');
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
}
const api = async (path) => (await page.request.get(url + path)).json();
const documents = (await api('/api/v1/documents?limit=100')).documents;
const key = process.env.KEY || documents[0].document, office = (documents.find((d) => d.office) || {}).office || '';
const measures = (await api('/api/v1/measures?limit=2')).hits;
await page.goto(url + '/dossiers');
const dossier = (await page.locator('tbody a').count()) ? await page.locator('tbody a').first().getAttribute('href') : '/dossiers';
const word = encodeURIComponent('การ');
const of_kind = async (has) => { for (const { document } of documents) if (has(await api('/api/v1/documents/' + document))) return document; return key; };
const scores = await of_kind((d) => d.scores?.length), items = await of_kind((d) => d.oit_items?.length), measured = await of_kind((d) => d.measures?.length > 3);
const first = (await api(`/api/v1/documents/${measured}/values`)).values.find((v) => v.field.startsWith('measures/'));
const pages = { home: '/', search: '/search?q=' + word, none: '/search?q=zzzz', document: '/documents/' + key, measured: '/documents/' + measured, scores: '/documents/' + scores, items: '/documents/' + items, value: `/documents/${measured}/value?field=${encodeURIComponent(first.field)}`, records: '/records', review: '/review', 'review-many': '/review/many',
  overview: '/overview', documents: '/documents', office: '/office?name=' + encodeURIComponent(office), compare: '/compare', import: '/import', help: '/help', missing: '/nope',
  dossiers: '/dossiers', dossier, collect: '/collect?what=' + key, tags: '/tags?tag=' + encodeURIComponent('ตรวจซ้ำ'), saved: '/saved', mend: `/mend?from=${encodeURIComponent("ร้องเรียน")}&to=x`, account: '/account' };
for (const question of ['copies', 'follow-ups', 'missing', 'statuses', 'scores']) pages['audit-' + question] = '/audit?question=' + question;
if (measures.length > 1) pages.pair = `/audit/pair?left=${measures[0].measure}&right=${measures[1].measure}`;
if (name) Object.assign(pages, { accounts: '/accounts', log: '/log', health: '/health' });
let failures = 0;
const tell = (what) => { failures += 1; console.log(what); };
for (const [size, width, height] of [['wide', 1360, 900], ['phone', 390, 844]]) {
  if (process.env.SIZES && !process.env.SIZES.includes(size)) continue;
  await page.setViewportSize({ width, height });
  for (const scheme of ['light', 'dark']) for (const lang of ['th', 'en']) {
    if (process.env.LANGS && !process.env.LANGS.includes(lang)) continue;
    if (process.env.SCHEMES && !process.env.SCHEMES.includes(scheme)) continue;
    await page.emulateMedia({ colorScheme: scheme });
    for (const [title, path] of Object.entries(pages)) {
      if (process.env.ONLY && !process.env.ONLY.split(',').includes(title)) continue;
      const answer = await page.goto(url + path + (path.includes('?') ? '&' : '?') + 'lang=' + lang);
      if (answer.status() !== 200 && title !== 'missing') tell(`${title}: ${answer.status()}`);
      await page.waitForTimeout(/^.documents.[0-9a-f]{16}$/.test(path) ? 2000 : 150);
      await page.evaluate(() => Promise.race([Promise.all([...document.images].map((i) => { i.loading = 'eager'; return i.decode().catch(() => {}); })), new Promise((done) => setTimeout(done, 8000))]));
      for (const violation of await violations(page, `${title} ${size} ${lang} ${scheme}`)) tell(violation);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 1) tell(`${title} ${size} ${lang} ${scheme}: ${wider} px wider than the window`);
      await page.screenshot({ path: `${folder}/${title}-${size}-${lang}-${scheme}.png`, fullPage: !path.startsWith('/documents/') || title === 'value' });
    }
  }
}
await browser.close();
console.log(failures ? failures + ' to mend' : 'all clean');
process.exit(failures ? 1 : 0);
