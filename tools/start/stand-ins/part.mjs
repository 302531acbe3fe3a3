// @ts-check
// Small programs that behave towards the launcher as the product's parts do. Used by the launcher's tests only:
// `node part.mjs <role>`. What happens is appended to events.log in the home, so that a test can see the order.
import { randomUUID } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const role = process.argv[2] ?? '';
const env = process.env;
const home = env['PAYPORT_HOME'] ?? '.';
/** @param {string} what */
const event = (what) => appendFileSync(path.join(home, 'events.log'), `${role} ${what}\n`);

/** How long the stand-in's guest takes at the terminal. */
const PAYMENT_MS = Number(env['STAND_IN_PAYMENT_MS'] ?? 50);
let running = 0;

/** @param {string} status */
const payment = (status) => ({
  id: '0190b0d4-0000-7000-8000-000000000001',
  status,
  outcome: status,
  final: true,
  amount: '1500.00',
  currency: 'RUB',
  result: { rrn: '512345678901', authCode: '123456', cardMask: '411111******1111' },
});

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {(status: number, body: string, type?: string) => void} answer
 */
function gateway(request, answer) {
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /health/ready') return answer(200, '{}');
  if (route === 'GET /sonata/v1/terminals')
    return answer(200, JSON.stringify({ data: [{ name: 'Терминал', status: running > 0 ? 'busy' : 'online' }] }));
  if (route.endsWith('/slip')) return answer(200, 'СБЕРБАНК\n  Оплата\n1500.00 RUB\nОДОБРЕНО', 'text/plain');
  if (route !== 'POST /sonata/v1/payments') return answer(404, '{}');
  event('payment begins');
  running += 1;
  setTimeout(() => {
    running -= 1;
    event('payment ends');
    answer(201, JSON.stringify(payment(env['STAND_IN_STATUS'] ?? 'approved')));
  }, PAYMENT_MS);
}

/** @param {number} port @param {(request: import('node:http').IncomingMessage, answer: (status: number, body: string, type?: string) => void) => void} handle */
function serve(port, handle) {
  const server = createServer((request, response) => {
    handle(request, (status, body, type = 'application/json') => response.writeHead(status, { 'Content-Type': type }).end(body));
  });
  server.listen(port, '127.0.0.1', () => {
    event(`up ${process.pid}`);
    if (role === 'simulator') console.log(JSON.stringify({ ready: true, url: `http://localhost:${port}` }));
    if (env['STAND_IN_DIES'] === role)
      setTimeout(() => {
        console.log('stand-in: the disk is full');
        process.exit(3);
      }, 300);
  });
  process.on('SIGINT', () => event('SIGINT'));
  process.on('SIGTERM', () => {
    event('SIGTERM');
    server.close();
    server.closeAllConnections();
    const end = () => {
      if (running > 0) return void setTimeout(end, 20);
      event('down');
      process.exit(0);
    };
    end();
  });
}

/** @param {string} url */
async function query(url, sql = 'SELECT 1') {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

if (role === 'migrate') {
  await query(
    env['DATABASE_OWNER_URL'] ?? '',
    'CREATE TABLE IF NOT EXISTS stand_in (started timestamptz DEFAULT now()); INSERT INTO stand_in DEFAULT VALUES',
  );
  event(`done as ${env['PAYPORT_APP_ROLE'] ?? 'owner only'}`);
} else if (role === 'seed') {
  const out = {
    users: [{ email: 'owner@grand.example', password: 'demo-password', role: 'owner' }],
    sonata: { property: randomUUID(), apiKey: 'ppk_stand_in', otherProperty: { property: randomUUID(), apiKey: 'ppk_other' } },
    terminals: [{ id: randomUUID(), tid: '00459991', name: 'Терминал', driver: 'sberbank', property: '' }],
  };
  for (const terminal of out.terminals) terminal.property = out.sonata.property;
  writeFileSync(env['DEMO_OUT'] ?? '', JSON.stringify(out));
  event('done');
} else if (role === 'gateway') {
  await query(env['DATABASE_URL'] ?? '');
  if (env['DATABASE_OWNER_URL'] !== undefined) event('was given the owner of the database');
  if (env['STAND_IN_SETUP_LINK'] !== undefined) writeFileSync(env['PAYPORT_SETUP_FILE'] ?? '', `${env['STAND_IN_SETUP_LINK']}\n`, { mode: 0o600 });
  serve(Number(env['GATEWAY_PORT']), gateway);
} else if (role === 'portal') {
  if (env['PORTAL_TRAINING_FILE'] !== undefined) event('was given the file for training');
  serve(Number(env['PORTAL_PORT']), (_request, answer) => answer(200, '<p>portal</p>', 'text/html'));
} else if (role === 'simulator') {
  serve(Number(env['SIMULATOR_PORT']), (_request, answer) => answer(200, '[]'));
} else {
  throw new Error(`unknown role ${role}`);
}
