import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATEWAY_VARIABLES, readConfig } from '../../src/config/config.ts';
import { MIGRATE_VARIABLES, readMigrateConfig } from '../../src/config/migrate.config.ts';
import { SECRET_VARIABLES } from '../../src/config/secret-files.ts';
import { DRAIN_LIMIT_MS } from '../../src/modules/engine/index.ts';
import { envFile, read, ROOT, services } from './compose-file.ts';

const all = services();
const service = (name: string) => {
  const found = all.get(name);
  if (!found) throw new Error(`docker/compose.yaml has no service ${name}`);
  return found;
};
const withFiles = (names: readonly string[]): string[] =>
  names.flatMap((name) => (SECRET_VARIABLES.some((secret) => secret === name) ? [name, `${name}_FILE`] : [name]));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'payport-compose-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The service's environment with its secrets where this test can put them, as docker/set-up.sh makes them. */
function environmentOf(name: string): Record<string, string> {
  const { environment, secrets } = service(name);
  return Object.fromEntries(
    Object.entries(environment).map(([variable, value]) => {
      const secret = /^\/run\/secrets\/(\w+)$/.exec(value)?.[1];
      if (secret === undefined) return [variable, value];
      expect(secrets).toContain(secret);
      const role = secret === 'database_owner_url' ? 'payport_owner' : 'payport_app';
      const file = path.join(folder, secret);
      writeFileSync(file, secret.endsWith('_url') ? `postgresql://${role}:x@postgres:5432/payport\n` : `${'0'.repeat(64)}\n`);
      return [variable, file];
    }),
  );
}

describe('docker/compose.yaml', () => {
  it('gives the gateway what it needs, and nothing that it does not know', () => {
    const environment = environmentOf('gateway');
    expect(Object.keys(environment).filter((name) => !withFiles(GATEWAY_VARIABLES).includes(name))).toEqual([]);
    expect(readConfig({ ...environment, GATEWAY_HOST: '0.0.0.0' })).toMatchObject({
      portalUrl: 'https://payport_domain.example',
      trustProxy: ['loopback', '172.30.250.0/24'],
      metricsToken: '0'.repeat(64),
    });
  });

  it('says nothing else than the gateway would by itself about what nobody set', () => {
    const environment = environmentOf('gateway');
    const unsaid = ['SESSION_IDLE_MINUTES', 'SESSION_MAX_HOURS', 'WEBHOOK_RETENTION_DAYS', 'RECOVERY_WINDOW_SECONDS', 'LOG_LEVEL'];
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(unsaid));
    const silent = Object.fromEntries(Object.entries(environment).filter(([name]) => !unsaid.includes(name)));
    expect(readConfig(environment)).toEqual(readConfig(silent));
  });

  it('gives mail, where the hotel wants it, by variables that the gateway knows', () => {
    const given = [...read('docker/compose.mail.yaml').matchAll(/^ {6}(\w+): /gm)].map(([, name]) => name ?? '');
    expect(given).toEqual(['SMTP_URL_FILE', 'SMTP_FROM']);
    expect(given.filter((name) => !withFiles(GATEWAY_VARIABLES).includes(name))).toEqual([]);
  });

  it('gives the migrations both roles, the gateway never the owner’s', () => {
    const environment = environmentOf('migrate');
    expect(Object.keys(environment).filter((name) => !withFiles(MIGRATE_VARIABLES).includes(name))).toEqual([]);
    expect(readMigrateConfig(environment)).toMatchObject({ appRole: 'payport_app', ownerUrl: expect.stringContaining('payport_owner') });
    for (const name of ['gateway', 'portal', 'proxy']) expect(service(name).text).not.toMatch(/owner|postgres_password/);
  });

  it('gives the portal only variables that its configuration reads', () => {
    const known = [...read('apps/portal/src/server/env.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
    const { environment, secrets } = service('portal');
    expect(known).toContain('GATEWAY_URL');
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    expect(secrets).toEqual([]);
  });

  it('names every secret that docker/set-up.sh makes, and no other', () => {
    const made = [...read('docker/set-up.sh').matchAll(/^secret (\w+)/gm)].map(([, name]) => name);
    const declared = [...read('docker/compose.yaml').matchAll(/^ {2}(\w+): \{ file: \.\/secrets\/\1 \}$/gm)].map(([, name]) => name);
    expect(declared.toSorted()).toEqual(made.toSorted());
    expect([...new Set([...all.values()].flatMap(({ secrets }) => secrets))].toSorted()).toEqual(made.toSorted());
  });

  it('lets the gateway drain before it is killed, and starts it only after the migrations', () => {
    const grace = Number(/stop_grace_period: (\d+)s/.exec(service('gateway').text)?.[1]);
    expect(grace * 1000).toBeGreaterThanOrEqual(DRAIN_LIMIT_MS + 20_000);
    expect(service('gateway').text).toContain('migrate: { condition: service_completed_successfully }');
  });

  it('publishes nothing but the proxy, and closes every container', () => {
    const published = [...all].filter(([, { text }]) => /^ {4}(ports|network_mode|privileged|pid):/m.test(text)).map(([name]) => name);
    expect(published).toEqual(['proxy']);
    for (const [name, { text }] of all) expect([name, text.includes('<<: *hardening')]).toEqual([name, true]);
    expect(read('docker/compose.yaml')).toMatch(
      /&hardening\n(.*\n)*? {2}read_only: true\n {2}cap_drop: \[ALL\]\n {2}security_opt: \['no-new-privileges:true'\]/,
    );
  });

  it('keeps outcomes that the database has not taken yet on a volume of the gateway’s user', () => {
    const { text, environment } = service('gateway');
    const folder = environment['PAYPORT_JOURNAL_DIR'] ?? 'none';
    expect(text).toContain(`- journal:${folder}\n`);
    expect(read('docker/compose.yaml')).toMatch(/^volumes:\n( {2}\w.*\n)* {2}journal:$/m);
    expect(read('docker/Dockerfile')).toMatch(new RegExp(`install -d -o node .* ${folder}\n`));
  });

  it('mounts only files that exist', () => {
    const mounted = [...read('docker/compose.yaml').matchAll(/^ {6}- \.\/(\S+?):/gm)].map(([, file]) => file ?? '');
    expect(mounted).toContain('backup/backup.sh');
    expect(mounted.filter((file) => !existsSync(path.join(ROOT, 'docker', file)))).toEqual([]);
  });
});

describe('docker/Caddyfile', () => {
  const file = read('docker/Caddyfile');

  it('leads to the gateway only under /sonata and /health, never to its metrics or its portal API', () => {
    expect(file.match(/reverse_proxy gateway:4000/g)).toHaveLength(1);
    expect(file).toMatch(/@gateway path \/sonata\/\* \/health\/\*\n\thandle @gateway \{\n\t\treverse_proxy gateway:4000/);
    expect(file).toMatch(/@closed path \/metrics \/metrics\/\* \/portal \/portal\/\*\n\thandle @closed \{\n\t\trespond 404/);
    expect(file.indexOf('handle @closed')).toBeLessThan(file.indexOf('handle @gateway'));
  });
});

describe('docker/Dockerfile', () => {
  const file = read('docker/Dockerfile');
  const stages = file.split(/^FROM /m).slice(1);
  const stage = (name: string): string => stages.find((text) => new RegExp(`^\\S+ AS ${name}\\n`).test(text)) ?? '';

  it('copies only what is in the repository or what its own build makes', () => {
    const made = /^\/src\/(node_modules|dist\/gateway|apps\/portal\/\.next\/(standalone|static))$/;
    const copied = [...file.matchAll(/^COPY (?:--from=\w+ )?(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    const missing = copied.filter((source) => !made.test(source) && !existsSync(path.join(ROOT, source.replace(/^\/src\//, ''))));
    expect(copied).toContain('/src/prisma/migrations');
    expect(missing).toEqual([]);
  });

  it.each(['gateway', 'portal'])('runs the %s without root, on Debian slim with Node 24, and looks after its health', (name) => {
    expect(file).toContain('ARG NODE_IMAGE=node:24-bookworm-slim');
    expect(stage(name)).toMatch(/^\$\{NODE_IMAGE\} AS/);
    expect(stage(name)).toMatch(/\nUSER node\n[^]*\nHEALTHCHECK /);
    expect(stage(name)).not.toMatch(/COPY (?!--from)/);
  });
});

describe('systemd', () => {
  it('lets the gateway drain, and tells the stop to the gateway alone', () => {
    const unit = read('systemd/payport-gateway.service');
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) * 1000).toBeGreaterThanOrEqual(DRAIN_LIMIT_MS + 20_000);
    expect(unit).toMatch(/^KillMode=mixed$/m);
    expect(unit).toMatch(/^Requires=payport-migrate\.service$/m);
  });

  it('keeps outcomes that the database has not taken yet where a restart finds them', () => {
    const unit = read('systemd/payport-gateway.service');
    const state = /^StateDirectory=(.+)$/m.exec(unit)?.[1] ?? 'none';
    expect(unit).toContain(`\nEnvironment=PAYPORT_JOURNAL_DIR=/var/lib/${state}/journal\n`);
  });

  it('has examples of settings that the programs understand', () => {
    const gateway = envFile('systemd/gateway.env.example');
    expect(Object.keys(gateway).filter((name) => !GATEWAY_VARIABLES.includes(name))).toEqual([]);
    expect(readConfig({ ...gateway, AUTH_SECRET: '0'.repeat(64) }).trustProxy).toEqual(['loopback']);
    expect(readMigrateConfig(envFile('systemd/migrate.env.example')).appRole).toBe('payport_app');
  });

  it('starts programs that the build makes', () => {
    for (const name of ['gateway', 'migrate']) {
      expect(read(`systemd/payport-${name}.service`)).toMatch(new RegExp(`dist/gateway/${name === 'gateway' ? 'main' : name}\\.js$`, 'm'));
    }
    expect(existsSync(path.join(ROOT, 'docker/backup/backup.sh'))).toBe(true);
  });
});
