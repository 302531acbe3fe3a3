import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.mjs';
import { parseEnvFile } from './env-file.mjs';

const SECRET = 'x'.repeat(32);

describe('configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({}, '/project')).toMatchObject({
      home: '/project/.payport',
      gatewayHost: '127.0.0.1',
      gatewayPort: 4000,
      portalHost: '127.0.0.1',
      portalPort: 3000,
      simulatorPort: 4100,
      databaseUrl: undefined,
      authSecret: undefined,
      portalUrl: undefined,
    });
  });

  it('a relative home starts at the project, an absolute one is taken as it is', () => {
    expect(readConfig({ PAYPORT_HOME: 'state' }, '/project').home).toBe('/project/state');
    expect(readConfig({ PAYPORT_HOME: '/var/lib/payport' }, '/project').home).toBe('/var/lib/payport');
  });

  it.each([
    ['GATEWAY_PORT', '65536'],
    ['PORTAL_PORT', '3000x'],
    ['SIMULATOR_PORT', '-1'],
    ['POSTGRES_PORT', '5,4'],
    ['GATEWAY_HOST', 'two words'],
    ['PORTAL_HOST', 'http://x'],
    ['SIMULATOR_HOST', '0.0.0.0'],
    ['PORTAL_URL', 'ftp://portal.example'],
    ['PORTAL_URL', 'https://portal.example/path'],
    ['DATABASE_URL', 'mysql://u:hunter2@db/payport'],
    ['DATABASE_URL', 'postgresql://u:hunter2@db'],
    ['DATABASE_OWNER_URL', 'hunter2'],
    ['AUTH_SECRET', 'hunter2'],
    ['METRICS_TOKEN', 'hunter2'],
    ['SMTP_URL', 'http://mail.hotel.example'],
    ['SMTP_URL', 'smtp://u:hunter2@mail.hotel.example?tls.rejectUnauthorized=false'],
    ['SMTP_FROM', 'hunter2'],
    ['GATEWAY_TRUST_PROXY', '0.0.0.0/0'],
    ['GATEWAY_TRUST_PROXY', 'proxy.example'],
    ['WEBHOOK_ALLOWED_NETWORKS', '0.0.0.0/0'],
    ['WEBHOOK_ALLOWED_NETWORKS', 'sonata.example'],
    ['WEBHOOK_RETENTION_DAYS', '1'],
    ['SESSION_IDLE_MINUTES', 'soon'],
    ['SESSION_MAX_HOURS', '721'],
    ['PAYPORT_INSTANCE', 'a b'],
    ['RECOVERY_WINDOW_SECONDS', '1.5'],
    ['DATABASE_POOL', '1'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s and its rule for %j, never the value', (name, value) => {
    const read = () => readConfig({ DATABASE_URL: 'postgresql://u:p@db/payport', [name]: value }, '/project');
    expect(read).toThrow(new RegExp(`${name} (must|may)`));
    expect(read).not.toThrow(value);
  });

  it('tells all faults at once', () => {
    expect(() => readConfig({ GATEWAY_PORT: 'x', AUTH_SECRET: 'y' }, '/project')).toThrow(/GATEWAY_PORT[^]*AUTH_SECRET/);
  });

  it('an owner without a database for the gateway is a fault', () => {
    expect(() => readConfig({ DATABASE_OWNER_URL: 'postgresql://o:p@db/payport' }, '/project')).toThrow(/DATABASE_URL must be set/);
  });

  it('takes port 0, a secret of 32 characters, and a portal address with its last slash', () => {
    expect(readConfig({ PORTAL_PORT: '0', AUTH_SECRET: SECRET, PORTAL_URL: 'https://portal.example/' }, '/')).toMatchObject({
      portalPort: 0,
      authSecret: SECRET,
      portalUrl: 'https://portal.example',
    });
  });
});

describe('.env.example', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../.env.example'), 'utf8');
  const shown = parseEnvFile(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

  it('lists every variable that the launcher reads', () => {
    const source = readFileSync(path.join(import.meta.dirname, 'config.mjs'), 'utf8');
    const names = new Set([...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map((found) => found[1] ?? ''));
    names.delete('PORT_RULE');
    expect([...names].filter((name) => !(name in shown))).toEqual([]);
  });

  it('shows values that the launcher accepts', () => {
    expect(() => readConfig(shown, '/project')).not.toThrow();
  });

  it('sets nothing by itself', () => {
    expect(parseEnvFile(text)).toEqual({});
  });
});
