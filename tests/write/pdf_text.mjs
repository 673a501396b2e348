// The text of a PDF as Chromium selects it: select all in its viewer, by the viewer's own messages. usage: node pdf_text.mjs FILE
import fs from 'node:fs';
import http from 'node:http';
import { launch } from '../web/browser.mjs';

const html = `<body><embed id=viewer src="/file.pdf" type="application/pdf" width=1000 height=800>
  <script>window.got = []; addEventListener('message', (message) => window.got.push(message.data));</script>`;
const server = http.createServer((request, reply) => {
  const pdf = request.url === '/file.pdf';
  reply.setHeader('content-type', pdf ? 'application/pdf' : 'text/html; charset=utf-8');
  reply.end(pdf ? fs.readFileSync(process.argv[2]) : html);
}).listen(0, '127.0.0.1');
const browser = await launch();
const page = await (await browser.newContext()).newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
let text = '';
for (let tries = 0; tries < 120 && !text; ++tries) {
  text = await page.evaluate(() => {
    const viewer = document.getElementById('viewer');
    for (const type of ['selectAll', 'getSelectedText']) viewer.postMessage({ type }, '*');
    return window.got.filter((message) => message.type === 'getSelectedTextReply').pop()?.selectedText ?? '';
  });
  if (!text) await page.waitForTimeout(500);
}
process.stdout.write(text);
await browser.close();
server.close();
process.exit(text ? 0 : 1);
