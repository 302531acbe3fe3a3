import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

/** The one list of path aliases is tsconfig.base.json; the build resolves exactly what the compiler resolves. */
const { compilerOptions } = JSON.parse(readFileSync(path.join(root, 'tsconfig.base.json'), 'utf8')) as {
  compilerOptions: { paths: Record<string, [string]> };
};
const alias = Object.fromEntries(Object.entries(compilerOptions.paths).map(([name, [file]]) => [name, path.resolve(root, file)]));

/** Three programs: the simulator itself, and the stand-ins that gateways spawn. Packages stay in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias },
  build: {
    ssr: true,
    outDir: path.join(root, 'dist/simulator'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        main: path.join(import.meta.dirname, 'src/main.ts'),
        sb_pilot: path.join(import.meta.dirname, 'src/program/sb-pilot.ts'),
        dc_console: path.join(import.meta.dirname, 'src/program/dc-console.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' },
    },
  },
});
