import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { externalPostgres } from './external-postgres.mjs';
import { endStrayPostgres, startPostgres, type PostgresOptions, type RunningPostgres } from './postgres.mjs';
import { binariesFor, installedPostgres } from './postgres-binaries.mjs';
import { endProcess, identityOf } from './processes.mjs';
import { eventually } from './stand-ins/launched.ts';

/** One database for the tests that do not need a new one: making one takes longer than they do. */
const shared = path.join(mkdtempSync(path.join(os.tmpdir(), 'payport-postgres-')), 'home');
chmodSync(path.dirname(shared), 0o755);
afterAll(async () => {
  await endStrayPostgres(shared);
  rmSync(path.dirname(shared), { recursive: true, force: true });
});

const AS_ROOT = process.getuid?.() === 0;
const servers: RunningPostgres[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newHome(parentMode = 0o755): string {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'payport-postgres-'));
  folders.push(parent);
  chmodSync(parent, parentMode);
  return path.join(parent, 'home');
}

async function start(home: string, options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const server = await startPostgres({ home, durable: false, ...options });
  servers.push(server);
  return server;
}

function onDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

describe('the embedded Postgres', () => {
  it('speaks UTF-8, sorts by bytes, listens on loopback only, and keeps what it has written when it is stopped', async () => {
    const first = await start(shared);
    expect(
      await rows(
        onDatabase(first.url, 'payport'),
        "SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listens, current_setting('unix_socket_directories') AS sockets, datcollate FROM pg_database WHERE datname = current_database()",
      ),
    ).toEqual([{ encoding: 'UTF8', listens: '127.0.0.1', sockets: '', datcollate: 'C.UTF-8' }]);
    await rows(first.ownerUrl, "CREATE TABLE guests AS SELECT 'Иванов' AS name");
    await servers.pop()?.stop();
    expect(identityOf(first.pid)).toBeUndefined();
    const second = await start(shared);
    expect(second.reused).toBe(false);
    expect(await rows(second.ownerUrl, 'SELECT name FROM guests')).toEqual([{ name: 'Иванов' }]);
  });

  it('waits for the disk unless a test says otherwise', async () => {
    const server = await start(shared, { durable: true });
    expect(
      await rows(
        server.url,
        "SELECT current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') AS durable",
      ),
    ).toEqual([{ durable: 'ononon' }]);
  });

  it('lets the owner define and the app role define nothing that lasts, each with a password of its own', async () => {
    const server = await start(shared);
    await rows(server.ownerUrl, 'CREATE TABLE IF NOT EXISTS rules (id int)');
    await expect(rows(server.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    // The matching gathers what it works on in tables of its own session.
    await expect(rows(server.appUrl, 'CREATE TEMPORARY TABLE mine (id int)')).resolves.toEqual([]);
    await expect(rows(server.appUrl, 'SELECT * FROM rules')).rejects.toThrow(/permission denied/);
    const passwords = [server.url, server.ownerUrl, server.appUrl].map((url) => new URL(url).password);
    expect(new Set(passwords).size).toBe(3);
    const stranger = new URL(server.appUrl);
    stranger.password = 'guess';
    await expect(rows(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps passwords private: 0600, and in no log', async () => {
    const server = await start(shared);
    expect(statSync(path.join(shared, 'secrets.json')).mode & 0o777).toBe(0o600);
    const log = readFileSync(path.join(shared, 'logs/postgres.log'), 'utf8');
    for (const url of [server.url, server.ownerUrl, server.appUrl]) expect(log).not.toContain(new URL(url).password);
  });

  it('goes to the next port when the wanted one is taken, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const said: string[] = [];
    const server = await start(shared, { port, log: (line) => said.push(line) });
    expect(server.port).toBeGreaterThan(port);
    expect(said.join()).toMatch(new RegExp(`Port ${port} is taken: Postgres listens on ${server.port}`));
    other.close();
  });
});

describe('a database of your own', () => {
  const given = (databaseUrl: string, databaseOwnerUrl?: string) => {
    const said: string[] = [];
    return { said, answer: externalPostgres({ databaseUrl, databaseOwnerUrl }, (line) => said.push(line)) };
  };

  it('with an owner of its own is taken as it is', async () => {
    const server = await start(shared);
    const { said, answer } = given(server.appUrl, server.ownerUrl);
    expect(await answer).toMatchObject({ appUrl: server.appUrl, ownerUrl: server.ownerUrl, appRole: 'payport_app' });
    expect(said.join()).not.toMatch(/Warning/);
  });

  it('with one role for all is taken with a warning', async () => {
    const server = await start(shared);
    const { said, answer } = given(server.ownerUrl);
    expect(await answer).toMatchObject({ ownerUrl: server.ownerUrl, appRole: undefined });
    expect(said.join()).toMatch(/Warning: one role both migrates and serves/);
  });

  it('that cannot keep every language is refused, as are two different ones', async () => {
    const server = await start(shared);
    await rows(server.url, "CREATE DATABASE bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
    await expect(given(onDatabase(server.url, 'bytes')).answer).rejects.toThrow(/encoding SQL_ASCII; PayPort needs UTF8/);
    await expect(given(server.appUrl, server.url).answer).rejects.toThrow(/two different databases/);
  });

  it.each([
    ['with a wrong password', (url: URL) => (url.password = 'hunter2'), 'the server refuses its user name or password'],
    ['that does not exist', (url: URL) => (url.pathname = '/hunter2'), 'the database that it names does not exist'],
    ['where nothing listens', (url: URL) => (url.port = '1'), 'nothing answers at its host and port'],
  ])('%s is named by its variable and the reason, without the address', async (_, spoil, reason) => {
    const server = await start(shared);
    const url = new URL(server.url);
    spoil(url);
    await expect(given(url.href).answer).rejects.toThrow(new RegExp(`^DATABASE_URL does not work: ${reason}\\.$`));
  });
});

describe('after a killed run', () => {
  it('a server that still answers is taken over', async () => {
    const left = await startPostgres({ home: shared, durable: false });
    const taken = await start(shared);
    expect([taken.reused, taken.pid, taken.port]).toEqual([true, left.pid, left.port]);
    expect(await rows(taken.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a server that hangs is ended and replaced', async () => {
    const hung = await startPostgres({ home: shared, durable: false });
    process.kill(hung.pid, 'SIGSTOP');
    const next = await start(shared);
    expect(next.reused).toBe(false);
    expect(next.pid).not.toBe(hung.pid);
  });

  it('a killed server’s files are recovered', async () => {
    const killed = await startPostgres({ home: shared });
    await rows(killed.ownerUrl, 'DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 1 AS one');
    await endProcess(killed.pid, [['SIGKILL', 5_000]]);
    const next = await start(shared);
    expect(await rows(next.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('a pid file whose number belongs to another program now hinders nothing, and that program lives on', async () => {
    const first = await startPostgres({ home: shared, durable: false });
    await endProcess(first.pid, [['SIGKILL', 5_000]]);
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const file = path.join(first.dataDir, 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
    await start(shared);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  it('a half-made database is made anew', async () => {
    const home = newHome();
    mkdirSync(path.join(home, 'postgres/data.new'), { recursive: true });
    writeFileSync(path.join(home, 'postgres/data.new/PG_VERSION'), '18\n');
    const server = await start(home);
    expect(await rows(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a test’s server ends with the test, even by kill -9, and its files go', async () => {
    const home = newHome();
    const script = `import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'postgres.mjs'))};
      const server = await startPostgres({ home: ${JSON.stringify(home)}, durable: false, keep: false });
      console.log(server.pid); setInterval(() => undefined, 1000);`;
    const test = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    test.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const pid = await eventually('the server', () => Number(/(\d+)\n/.exec(said)?.[1]) || undefined);
    test.kill('SIGKILL');
    await eventually('the end of the server', () => identityOf(pid) === undefined);
    await eventually('the end of its files', () => !existsSync(path.join(home, 'postgres')));
  });
});

/** The package as `npm ci --ignore-scripts` leaves it, in a folder with this mode. */
function packageCopy(mode: number) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'payport-binaries-'));
  folders.push(root);
  execFileSync('cp', ['-al', installedPostgres().native, path.join(root, 'native')]);
  execFileSync('find', [path.join(root, 'native/lib'), '-type', 'l', '-delete']);
  chmodSync(root, mode);
  return path.join(root, 'native');
}
const place = () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'payport-place-'));
  folders.push(dir);
  chmodSync(dir, 0o755);
  return dir;
};

describe('Postgres programs', () => {
  it('get back the library links that a registry package cannot carry', () => {
    const source = packageCopy(0o755);
    const bin = binariesFor(place(), undefined, source);
    expect(bin).toBe(path.join(source, 'bin'));
    expect(lstatSync(path.join(source, 'lib/libpq.so.5')).isSymbolicLink()).toBe(true);
  });
});

if (AS_ROOT) {
  describe('started by root', () => {
    it('runs as an unprivileged user, who may pass through the home but read nothing there', async () => {
      const home = newHome();
      const server = await start(home);
      const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
      expect(uid).toBeGreaterThan(0);
      expect(statSync(server.dataDir).uid).toBe(uid);
      expect(server.dataDir).toBe(path.join(home, 'postgres/data'));
      expect((statSync(home).mode & 0o777).toString(8)).toBe('710');
    });

    it('below a folder that others cannot enter: its files are elsewhere, said plainly and remembered', async () => {
      const home = newHome(0o700);
      const said: string[] = [];
      const first = await start(home, { log: (line) => said.push(line) });
      folders.push(path.dirname(first.dataDir));
      expect(first.dataDir.startsWith(home)).toBe(false);
      expect(said.join()).toContain(path.dirname(first.dataDir));
      await rows(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
      await servers.pop()?.stop();
      const second = await start(home);
      expect(await rows(second.ownerUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    });

    it('with programs in a folder that the database’s user cannot enter: they are copied once, links and all', () => {
      const [source, to, nobody] = [packageCopy(0o700), place(), { uid: 65_534, gid: 65_534 }];
      const bin = binariesFor(to, nobody, source);
      expect(bin.startsWith(to)).toBe(true);
      expect(execFileSync(path.join(bin, 'postgres'), ['-V'], { ...nobody, cwd: '/' }).toString()).toMatch(/PostgreSQL/);
      const made = statSync(bin).ino;
      expect(binariesFor(to, nobody, source)).toBe(bin);
      expect(statSync(bin).ino).toBe(made);
    });
  });
}
