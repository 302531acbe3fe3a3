import { describe, expect, it } from 'vitest';
import { partEnvironment, toolEnvironment } from './part-environment.mjs';

const SHELL = {
  PATH: '/bin',
  LOG_LEVEL: 'debug',
  DATABASE_POOL: '5',
  DATABASE_URL: 'postgresql://app',
  DATABASE_OWNER_URL: 'postgresql://owner',
  AUTH_SECRET: 'secret',
  METRICS_TOKEN: 'secret',
  PGOPTIONS: '-c x=y',
  PGSSLMODE: 'require',
  npm_config_cache: '/cache',
  npm_lifecycle_event: 'start',
};

describe('what a program of ours sees of the environment', () => {
  it('installing and building see npm’s settings but no secret', () => {
    expect(Object.keys(toolEnvironment(SHELL))).toEqual(['PATH', 'LOG_LEVEL', 'DATABASE_POOL', 'PGOPTIONS', 'PGSSLMODE', 'npm_config_cache']);
  });

  it('a part on our own Postgres sees no secret, nothing of npm and nothing that changes its connection', () => {
    expect(Object.keys(partEnvironment(SHELL, true))).toEqual(['PATH', 'LOG_LEVEL', 'DATABASE_POOL']);
  });

  it('a part on your own Postgres keeps your PG* variables: a certificate may be named there', () => {
    expect(Object.keys(partEnvironment(SHELL, false))).toEqual(['PATH', 'LOG_LEVEL', 'DATABASE_POOL', 'PGOPTIONS', 'PGSSLMODE']);
  });
});
