// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

/**
 * Puts the simulation of the tree at `root` into plain JavaScript, and returns the file to run. As sources every part would
 * be translated once per thread, and what libraries drag in without need (a test runner, a web framework) be loaded too.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function bundleSimulation(root) {
  const { compilerOptions } = JSON.parse(readFileSync(path.join(root, 'tsconfig.base.json'), 'utf8'));
  const paths = /** @type {Record<string, [string]>} */ (compilerOptions.paths);
  const simulation = path.join(root, 'apps/gateway/test/simulation');
  const outDir = path.join(root, 'dist/simulation');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: Object.fromEntries(Object.entries(paths).map(([name, [file]]) => [name, path.join(root, file)])) },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: { sim: path.join(simulation, 'sim.ts'), 'seed-worker': path.join(simulation, 'seed-worker.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', format: 'es' },
        treeshake: { moduleSideEffects: false },
      },
    },
  });
  return path.join(outDir, 'sim.js');
}
