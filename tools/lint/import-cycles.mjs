// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Imports of values; what only types need is gone before anything runs. */
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[\w*{}\s,$]*?\sfrom\s*)?['"](\.{1,2}\/[^'"]+)['"]/gm;

/** @param {string} clause the imported names */
const onlyTypes = (clause) => {
  const names = /\{([^}]*)\}/.exec(clause)?.[1];
  if (names === undefined || /^\s*(?:import|export)\s+[\w$]+\s*,/.test(clause)) return false;
  return names.split(',').every((name) => name.trim() === '' || /^\s*type\s/.test(name));
};

/**
 * The files that a file needs when it is loaded.
 * @param {string} root
 * @param {string} file
 * @param {Set<string>} known
 */
function needs(root, file, known) {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)]
    .filter(([clause]) => !onlyTypes(clause))
    .map(([, target]) => path.posix.join(path.posix.dirname(file), target ?? ''))
    .flatMap((target) => [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((candidate) => known.has(candidate)) ?? []);
}

/**
 * All circles of relative imports: Nx sees only those between projects.
 * @param {string} root
 * @param {string[]} files relative to it
 * @returns {string[]} each as `a → b → a`
 */
export function importCycles(root, files) {
  const known = new Set(files);
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const cycles = [];
  /** @param {string} file @param {string[]} way */
  const walk = (file, way) => {
    const at = way.indexOf(file);
    if (at >= 0) cycles.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of needs(root, file, known)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return cycles;
}
