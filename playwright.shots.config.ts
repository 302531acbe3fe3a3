import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** Screenshots for the guides, from the demonstration: `npm run docs:shots`. No part of the tests. */
export default defineConfig({
  ...base,
  testDir: 'e2e/guide-shots',
  testMatch: '*.shots.ts',
  reporter: 'list',
  projects: [
    { name: 'ru', use: { locale: 'ru-RU' } },
    { name: 'en', use: { locale: 'en-GB' } },
  ],
  use: {
    ...base.use,
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
  },
});
