// @ts-check
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Neither sources nor needed by a test of the money's way. */
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', '.next', '.nx', '.payport', 'docs', 'e2e', 'docker']);
const PORTAL = path.join('apps', 'portal');

/** A copy of the tree in which faults are planted: the tree itself is never touched. */
export class TreeCopy {
  /** @param {string} root */
  constructor(root) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'payport-mutants-'));
    for (const name of readdirSync(root)) {
      if (LEFT_OUT.has(name)) continue;
      cpSync(path.join(root, name), path.join(this.folder, name), {
        recursive: true,
        filter: (from) => !LEFT_OUT.has(path.basename(from)) && path.relative(root, from) !== PORTAL,
      });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(this.folder, 'node_modules'), 'dir');
  }

  /**
   * Plants one fault for as long as `work` runs.
   * @template T
   * @param {import('./mutant-list.mjs').Mutant} mutant
   * @param {() => T} work
   */
  with({ title, file, from, to }, work) {
    const place = path.join(this.folder, file);
    const text = readFileSync(place, 'utf8');
    if (text.split(from).length !== 2) throw new Error(`"${title}": ${file} does not hold exactly once: ${from}`);
    writeFileSync(
      place,
      text.replace(from, () => to),
    );
    try {
      return work();
    } finally {
      writeFileSync(place, text);
    }
  }

  dispose() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
