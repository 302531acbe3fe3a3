// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { offlineEnvironment } from './install.mjs';
import { readJson } from './secrets.mjs';

/** @typedef {import('./tools.mjs').RunTool} RunTool */
/** @typedef {{sources: string[], outputs: string[]}} Built folders and files it is made from; files that show it is there */

/** What every build depends on beside its own folder. */
const SHARED = ['libs', 'prisma/schema.prisma', 'package-lock.json', 'tsconfig.base.json', 'nx.json'];

/** What people read inside the portal. */
const GUIDES = ['docs/guide', 'docs/images/guide'];

/** @type {Record<string, Built>} */
export const BUILDS = {
  gateway: {
    sources: ['apps/gateway', ...SHARED],
    outputs: ['main', 'migrate', 'read-thread', 'paper-thread'].map((name) => `dist/gateway/${name}.js`),
  },
  simulator: { sources: ['apps/simulator', ...SHARED], outputs: ['dist/simulator/main.js', 'dist/simulator/sb_pilot.js'] },
  portal: { sources: ['apps/portal', ...GUIDES, ...SHARED], outputs: ['apps/portal/.next/BUILD_ID'] },
};

/** Made by builds or not part of them; `next-env.d.ts` is written by Next itself while it builds. */
const SKIPPED = /^(node_modules|dist|generated|\.next|\.nx|coverage|vectors|next-env\.d\.ts|.*\.(md|tsbuildinfo)|.*\.(test|spec)\.tsx?)$/;

/** Markdown is a remark about the code, but in the guides it is what is shown. @param {string} folder @param {string} name */
const isSkipped = (folder, name) => SKIPPED.test(name) && !(folder.startsWith('docs/guide/') && name.endsWith('.md'));

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} relative */
function addTo(hash, root, relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return;
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOTDIR') throw error;
    hash.update(`${relative}\0`).update(createHash('sha256').update(readFileSync(full)).digest());
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!isSkipped(relative, entry.name)) addTo(hash, root, path.posix.join(relative, entry.name));
  }
}

/**
 * One number for the content of all these files, names included.
 * @param {string} root
 * @param {string[]} sources
 */
export function contentHash(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, root, source);
  return hash.digest('hex');
}

/** @param {string} root */
const marksFile = (root) => path.join(root, 'dist', '.payport-builds.json');

/** @param {string} root @returns {Record<string, string>} */
function readMarks(root) {
  return /** @type {Record<string, string> | undefined} */ (readJson(marksFile(root))) ?? {};
}

/** @param {string} root @param {Record<string, string>} marks */
function addMarks(root, marks) {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(marksFile(root), `${JSON.stringify({ ...readMarks(root), ...marks }, null, 2)}\n`);
}

/** Where prisma/schema.prisma says that its client goes. @param {string} root */
function clientFolder(root) {
  const output = /^\s*output\s*=\s*"([^"]+)"/m.exec(readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8'))?.[1];
  return output === undefined ? undefined : path.resolve(root, 'prisma', output);
}

/** @param {string} root */
function clientState(root) {
  const hash = contentHash(root, ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
  const folder = clientFolder(root);
  return { hash, stale: readMarks(root)['prisma'] !== hash || (folder !== undefined && !existsSync(folder)) };
}

/** @param {string} root @param {string[]} names */
function staleBuilds(root, names) {
  const marks = readMarks(root);
  return names
    .map((name) => ({ name, build: BUILDS[name] }))
    .flatMap(({ name, build }) => (build ? [{ name, hash: contentHash(root, build.sources), outputs: build.outputs }] : []))
    .filter(({ name, hash, outputs }) => marks[name] !== hash || outputs.some((file) => !existsSync(path.join(root, file))));
}

/**
 * Whether anything is to be generated or built.
 * @param {string} root
 * @param {string[]} [names]
 */
export function buildIsStale(root, names = Object.keys(BUILDS)) {
  return clientState(root).stale || staleBuilds(root, names).length > 0;
}

/**
 * Makes the Prisma client, if the schema has changed since.
 * @param {{root: string, runTool: RunTool, env: NodeJS.ProcessEnv}} options
 */
export async function ensureClient({ root, runTool, env }) {
  const { hash, stale } = clientState(root);
  if (!stale) return;
  await runTool({
    name: 'prisma',
    title: 'Generating the database client',
    command: process.execPath,
    cwd: root,
    args: [path.join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    env: { ...env, ...offlineEnvironment(root) },
  });
  addMarks(root, { prisma: hash });
}

/**
 * Builds what has changed since it was built last.
 * @param {{root: string, runTool: RunTool, env: NodeJS.ProcessEnv, names?: string[]}} options
 */
export async function ensureBuilt({ root, runTool, env, names = Object.keys(BUILDS) }) {
  await ensureClient({ root, runTool, env });
  const stale = staleBuilds(root, names);
  if (stale.length === 0) return;
  const list = stale.map(({ name }) => name).join(',');
  await runTool({
    name: 'build',
    title: `Building ${list.replaceAll(',', ', ')}`,
    command: process.execPath,
    cwd: root,
    args: [path.join(root, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '-p', list],
    env: { ...env, ...offlineEnvironment(root), NODE_ENV: 'production' },
  });
  addMarks(root, Object.fromEntries(stale.map(({ name, hash }) => [name, hash])));
}
