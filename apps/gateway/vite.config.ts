import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const { compilerOptions } = JSON.parse(readFileSync(path.join(root, 'tsconfig.base.json'), 'utf8')) as {
  compilerOptions: { paths: Record<string, [string]> };
};
const alias = Object.fromEntries(Object.entries(compilerOptions.paths).map(([name, [file]]) => [name, path.join(root, file)]));

export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias },
  build: {
    ssr: true,
    outDir: path.join(root, 'dist/gateway'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        main: path.join(import.meta.dirname, 'src/main.ts'),
        'read-thread': path.join(import.meta.dirname, 'src/modules/bank-files/reading/read-thread.ts'),
        'paper-thread': path.join(import.meta.dirname, 'src/modules/documents/paper-thread.ts'),
        migrate: path.join(import.meta.dirname, 'src/migrate.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', format: 'es' },
    },
  },
});
