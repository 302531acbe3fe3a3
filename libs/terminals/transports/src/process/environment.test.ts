import { describe, expect, it } from 'vitest';
import { bankProgramEnvironment } from './environment.ts';

describe('bankProgramEnvironment', () => {
  it("hands on what a program needs, and none of the gateway's own settings", () => {
    const picked = bankProgramEnvironment({
      PATH: '/bin',
      SystemRoot: 'C:\\Windows',
      DISPLAY: ':0',
      LANG: undefined,
      AUTH_SECRET: 'secret',
      DATABASE_URL: 'postgres://u:p@localhost/x',
      PAYPORT_HOME: '/srv',
      NODE_OPTIONS: '--inspect',
    });
    expect(picked).toEqual({ PATH: '/bin', SystemRoot: 'C:\\Windows', DISPLAY: ':0' });
  });
});
