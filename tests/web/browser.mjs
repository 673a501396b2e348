// Debian's Chromium, driven by playwright-core out of tools/web/node_modules; without any connection of its own.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
const require = createRequire(fileURLToPath(new URL('../../tools/web/node_modules/', import.meta.url)));
export const { chromium } = require('playwright-core');
export const axe_source = () => require('fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
