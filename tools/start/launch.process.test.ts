import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { eventually, TemporaryHome } from './stand-ins/launched.ts';

/** One home for all: making a database takes longer than a start, and each test leaves it as a killed or ended run does. */
const home = new TemporaryHome();
afterEach(() => home.settle());
afterAll(() => home.remove());

const order = (events: string[], ...wanted: string[]) =>
  wanted.map((text) => events.findIndex((event) => event === text || event.startsWith(`${text} `)));
const RUNNING = /PayPort is running/;

describe('one whole start', () => {
  it('--once takes a payment, prints its slip and addresses, ends all parts in their order, and does it again', async () => {
    const first = home.start(['--once']);
    expect(await first.ended, first.output).toBe(0);
    expect(first.output).toMatch(/1500\.00 RUB: APPROVED/);
    expect(first.output).toContain('│   Оплата    │');
    expect(first.output).toMatch(/owner@grand\.example\s+demo-password/);

    const events = home.events();
    const ends = order(events, 'portal down', 'gateway SIGTERM', 'gateway down', 'simulator SIGTERM');
    expect(ends.every((at) => at >= 0)).toBe(true);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(events).toContain('migrate done as payport_app');
    expect(events).not.toContain('gateway was given the owner of the database');
    for (const part of ['portal', 'gateway', 'simulator']) expect(home.isRunning(home.pidOf(part)), part).toBe(false);

    const secrets = home.json('secrets.json');
    const second = home.start(['--once']);
    expect(await second.ended, second.output).toBe(0);
    expect(home.json('secrets.json')).toEqual(secrets);
  });

  it('demo.json says where all is, is private, and appears only after the payment', async () => {
    mkdirSync(home.dir, { recursive: true, mode: 0o700 });
    writeFileSync(home.file('demo.json'), '{"gateway":{"url":"http://localhost:1"}}');
    const run = home.start([], { STAND_IN_PAYMENT_MS: '1500' });
    await eventually('the payment', () => home.events().includes('gateway payment begins'));
    expect(() => home.json('demo.json')).toThrow(/ENOENT/);
    await run.says(RUNNING);
    const demo = home.json<Record<string, Record<string, unknown>>>('demo.json');
    expect(Object.keys(demo)).toEqual(['gateway', 'portal', 'sonata', 'terminals', 'bank']);
    expect(Object.keys(demo['sonata'] ?? {})).toEqual(['property', 'apiKey', 'otherProperty']);
    expect(demo['gateway']?.['url']).toMatch(/^http:\/\/localhost:\d+$/);
    const training = home.json<{ bank: unknown; properties: { id: string; apiKey: string; terminals: { tid: string; workstation: string }[] }[] }>(
      'training.json',
    );
    expect(training.bank).toEqual(demo['bank']);
    expect(training.properties.map(({ id, apiKey }) => [id, apiKey])).toEqual([
      [demo['sonata']?.['property'], 'ppk_stand_in'],
      [expect.any(String), 'ppk_other'],
    ]);
    expect(training.properties[0]?.terminals).toMatchObject([{ tid: '00459991', workstation: 'RECEPTION-1' }]);
    expect([home.mode('demo.json'), home.mode('secrets.json'), home.mode('training.json')]).toEqual(['600', '600', '600']);
    expect(Number.parseInt(home.mode('.'), 8) & 0o067, 'others can read nothing of the home').toBe(0);
    run.pressCtrlC();
    expect(await run.ended).toBe(0);
  });

  it('--once ends with an error when the payment was not approved', async () => {
    const run = home.start(['--once'], { STAND_IN_STATUS: 'declined' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/DECLINED/);
  });

  it('--no-demo starts neither simulated bank nor seed nor payment', async () => {
    const run = home.start(['--no-demo']);
    await run.says(RUNNING);
    expect(home.events().join()).not.toMatch(/simulator|seed|payment|training/);
    expect(() => home.json('training.json')).toThrow(/ENOENT/);
    expect(run.output).not.toMatch(/first owner/);
    expect(() => home.json('demo.json')).toThrow(/ENOENT/);
    run.pressCtrlC();
    expect(await run.ended).toBe(0);
  });

  it('--no-demo prints the link for the first owner that the gateway made, and leaves it nowhere else', async () => {
    const link = 'http://localhost:3000/setup#token=stand-in-token';
    const run = home.start(['--no-demo'], { STAND_IN_SETUP_LINK: link });
    await run.says(RUNNING);
    expect(run.output).toMatch(new RegExp(`first owner[^]*${link}`));
    const { portal } = home.json<{ portal: string }>('addresses.json');
    expect(run.output).toContain(portal);
    expect(spawnSync('grep', ['-rlF', 'stand-in-token', home.dir], { encoding: 'utf8' }).stdout).toBe('');
    run.pressCtrlC();
    expect(await run.ended).toBe(0);
  });
});

describe('ending', () => {
  it('Ctrl-C during a payment: the gateway drains before it ends, and no part hears the Ctrl-C itself', async () => {
    const run = home.start([], { STAND_IN_PAYMENT_MS: '5000' });
    await eventually('the payment', () => home.events().includes('gateway payment begins'));
    run.pressCtrlC();
    run.pressCtrlC(); // npm passes on what the terminal has sent already: still one wish
    expect(await run.ended, run.output).toBe(130);
    const events = home.events();
    const moments = order(
      events,
      'gateway payment begins',
      'portal down',
      'gateway SIGTERM',
      'gateway payment ends',
      'gateway down',
      'simulator down',
    );
    expect(
      moments.every((at) => at >= 0),
      events.join('\n'),
    ).toBe(true);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(events.join()).not.toContain('SIGINT');
    expect(run.output).toMatch(/finishes what is on a terminal/);
  });

  it('a second Ctrl-C does not wait for the drain to end', async () => {
    const run = home.start([], { STAND_IN_PAYMENT_MS: '60000' });
    await eventually('the payment', () => home.events().includes('gateway payment begins'));
    run.pressCtrlC();
    await run.says(/finishes what is on a terminal \([1-9]/);
    run.pressCtrlC();
    await run.says(/Hurrying/);
    expect(await run.ended).toBe(130);
    expect(home.isRunning(home.pidOf('gateway'))).toBe(false);
  });

  it('a part that dies is named with its last words, the rest is ended, and the exit code is 1', async () => {
    const run = home.start([], { STAND_IN_DIES: 'gateway', STAND_IN_PAYMENT_MS: '5000' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/The gateway ended unexpectedly \(exit code 3\)[^]*the disk is full/);
    expect(home.events()).toContain('simulator down');
  });

  it('a database that dies is named, and the rest is ended', async () => {
    const run = home.start();
    await run.says(RUNNING);
    process.kill(home.postgresPid(), 'SIGKILL');
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/Postgres ended unexpectedly/);
    expect(home.events()).toContain('gateway down');
  });
});

describe('after a kill -9', () => {
  it('of the launcher: what it left is ended, its Postgres goes on, and the start succeeds', async () => {
    const killed = home.start();
    await killed.says(RUNNING);
    const left = ['portal', 'gateway', 'simulator'].map((part) => home.pidOf(part));
    const postgres = home.postgresPid();
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    expect(left.every((pid) => home.isRunning(pid))).toBe(true);

    const next = home.start();
    await next.says(RUNNING);
    expect(left.map((pid) => home.isRunning(pid))).toEqual([false, false, false]);
    expect(home.postgresPid()).toBe(postgres);
    next.pressCtrlC();
    expect(await next.ended).toBe(0);
    expect(home.isRunning(postgres)).toBe(false);
  });

  it('of everything: the next start succeeds', async () => {
    const killed = home.start();
    await killed.says(RUNNING);
    for (const pid of [killed.pid, home.pidOf('portal'), home.pidOf('gateway'), home.pidOf('simulator'), home.postgresPid()])
      process.kill(pid, 'SIGKILL');
    await killed.ended;
    const next = home.start(['--once']);
    expect(await next.ended, next.output).toBe(0);
  });

  it('a process that has got the number of one of ours since is left alone', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
    try {
      mkdirSync(home.dir, { recursive: true, mode: 0o700 });
      writeFileSync(home.file('run.json'), JSON.stringify([{ name: 'gateway', pid: stranger.pid, identity: 'an earlier boot:1' }]));
      writeFileSync(home.file('launcher.lock'), JSON.stringify({ pid: stranger.pid, identity: 'an earlier boot:1' }));
      const run = home.start(['--once']);
      expect(await run.ended, run.output).toBe(0);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });
});

describe('beside other programs', () => {
  const listen = (): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer();
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
  const portOf = (server: Server) => (server.address() as { port: number }).port;

  it('a taken port is replaced by a free one, the start says so, and demo.json follows', async () => {
    const taken = await Promise.all([listen(), listen(), listen(), listen()]);
    const [gateway = 0, portal = 0, simulator = 0, postgres = 0] = taken.map(portOf);
    const run = home.start(['--once'], {
      GATEWAY_PORT: `${gateway}`,
      PORTAL_PORT: `${portal}`,
      SIMULATOR_PORT: `${simulator}`,
      POSTGRES_PORT: `${postgres}`,
    });
    expect(await run.ended, run.output).toBe(0);
    for (const part of ['gateway', 'portal', 'simulator']) expect(run.output).toMatch(new RegExp(`Port \\d+ is taken: the ${part} goes to \\d+`));
    expect(run.output).toMatch(/taken: Postgres listens on/);
    const demo = home.json<{ gateway: { url: string }; portal: { url: string } }>('demo.json');
    expect(demo.gateway.url).not.toBe(`http://localhost:${gateway}`);
    expect(run.output).toContain(demo.portal.url);
    for (const server of taken) server.close();
  });

  it('a second launcher on the same home is refused and does not disturb the first', async () => {
    const first = home.start();
    await first.says(RUNNING);
    const second = home.start();
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`process ${first.pid}`);
    expect(home.json('demo.json')).toBeTruthy();
    first.pressCtrlC();
    expect(await first.ended).toBe(0);
  });

  it('a wrong variable stops the start before anything runs, named without its value', async () => {
    const run = home.start([], { GATEWAY_PORT: 'eighty', AUTH_SECRET: 'too-short-secret' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/GATEWAY_PORT must be/);
    expect(run.output).toMatch(/AUTH_SECRET must have at least 32/);
    expect(run.output).not.toMatch(/eighty|too-short-secret/);
    expect(home.events()).toEqual([]);
  });
});
