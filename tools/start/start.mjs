#!/usr/bin/env node
// The one command. Only the oldest syntax here: an old Node must reach the message below before it reads anything newer.
import { readFileSync } from 'node:fs';

const wanted = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).engines.node;
const need = wanted
  .replace(/[^0-9.]/g, '')
  .split('.')
  .map(Number);
const have = process.versions.node.split('.').map(Number);

if (have[0] < need[0] || (have[0] === need[0] && have[1] < (need[1] || 0))) {
  console.error('PayPort needs Node ' + wanted + '; this is Node ' + process.versions.node + '. Install a newer Node and start again.');
  process.exit(1);
}
void import('./command-line.mjs').then(({ main }) => main(process.argv.slice(2))).then((code) => process.exit(code));
