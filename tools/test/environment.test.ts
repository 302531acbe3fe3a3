import { expect, it } from 'vitest';
import { testEnvironment } from './environment.mjs';

const of = (env: NodeJS.ProcessEnv) => testEnvironment({ root: '/home/user/payport', env });

it('keeps what a person has set for programs in general', () => {
  expect(of({ PATH: '/usr/bin', HTTPS_PROXY: 'http://proxy', CHROMIUM_PATH: '/opt/chromium' })).toMatchObject({
    PATH: '/usr/bin',
    HTTPS_PROXY: 'http://proxy',
    CHROMIUM_PATH: '/opt/chromium',
  });
});

it('has nothing that leads the tests to a PayPort that somebody runs', () => {
  const lead = {
    DATABASE_URL: 'x',
    DATABASE_OWNER_URL: 'x',
    PAYPORT_HOME: 'x',
    PAYPORT_INSTANCE: 'x',
    GATEWAY_PORT: 'x',
    GATEWAY_URL: 'x',
    PORTAL_URL: 'x',
    SIMULATOR_HOME: 'x',
    AUTH_SECRET: 'x',
    POSTGRES_PORT: 'x',
    POSTGRES_BIN: 'x',
    DEMO_JSON: 'x',
    PGHOST: 'x',
    PGPASSWORD: 'x',
  };
  expect(Object.values(of(lead))).not.toContain('x');
});

it('does not take over a production mode', () => {
  expect(of({ NODE_ENV: 'production' })).not.toHaveProperty('NODE_ENV');
});
