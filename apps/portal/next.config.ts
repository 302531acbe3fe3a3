import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { CLOSED_POLICY, SECURITY_HEADERS } from './src/server/security-headers.ts';

const repositoryRoot = path.join(import.meta.dirname, '../..');

const nextConfig: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are a stage of the tests, with the same tsconfig; the build does not check them a second time.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: repositoryRoot,
  // The container's image wants a server with only the files that it needs; `next start` wants none.
  ...(process.env['PAYPORT_STANDALONE'] === '1' ? { output: 'standalone' as const } : {}),
  // For what the proxy does not see: files, and addresses that are none. The proxy says a page's own policy over it.
  headers: async () => [
    {
      source: '/:path*',
      headers: Object.entries({ ...SECURITY_HEADERS, 'content-security-policy': CLOSED_POLICY }).map(([key, value]) => ({ key, value })),
    },
  ],
  // The guides' text becomes part of the build: src/features/help/guide-files.ts.
  turbopack: { root: repositoryRoot, rules: { '*.md': { type: 'text' } } },
};

const withMessages = createNextIntlPlugin({
  requestConfig: './src/i18n/request.ts',
  // Messages are parsed by the build: the browser gets no parser of them.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
});

export default withMessages(nextConfig);
