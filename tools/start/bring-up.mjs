// @ts-check
import path from 'node:path';
import { addressesText, paymentText, readSeeded, writeDemoFile } from './demo-file.mjs';
import { demoPayment, terminalsNotOnline } from './demo-payment.mjs';
import { externalPostgres } from './external-postgres.mjs';
import { partEnvironment } from './part-environment.mjs';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { forgetSetupLink, plainText, takeSetupLink, writeAddresses } from './setup-link.mjs';
import { secretsOf } from './secrets.mjs';
import { answers } from './system.mjs';
import { lastLines } from './tools.mjs';
import { writeTrainingFile } from './training-file.mjs';

/** @typedef {import('./parts.mjs').Context} Context */

/**
 * @typedef {object} BringUp
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} demo
 * @property {import('./parts.mjs').Parts} parts
 * @property {import('./config.mjs').Config} config
 * @property {import('./system.mjs').System} system
 * @property {import('./tools.mjs').RunTool} runTool
 * @property {import('./progress.mjs').Reporter} out
 * @property {AbortController} halt
 * @property {boolean} [durable]
 */

/** @param {string} host an address that people and this machine can use for one we listen on */
const publicHost = (host) => (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host);
/** @param {string} host @param {number} port */
const urlOf = (host, port) => `http://${publicHost(host)}:${port}`;

/**
 * Starts all parts in their order and, with the demonstration, takes one payment.
 * @param {BringUp} how
 * @returns {Promise<{approved: boolean}>}
 */
export async function bringUp(how) {
  const { demo, parts, system, runTool, out, halt } = how;
  const context = await prepare(how);
  /** @param {'migrate' | 'seed'} name @param {string} title */
  const tool = (name, title) => runTool({ name, title, ...parts[name](context) });
  /** @param {'simulator' | 'gateway'} name */
  const mover = (name) => async (/** @type {typeof freePort} */ free) => {
    const taken = context.ports[name];
    context.ports[name] = await free(taken + 1, { except: Object.values(context.ports) });
    context.urls[name] = urlOf(context.config[`${name}Host`], context.ports[name]);
    out.line(`  port ${taken} is taken: the ${name} goes to ${context.ports[name]}.`);
  };

  await tool('migrate', 'Migrating the database');
  if (demo) {
    await out.step('Starting the simulated bank', () =>
      system.start(
        'simulator',
        () => parts.simulator(context),
        async (child) => /^\s*\{"ready":true/m.test(lastLines(child.logFile)),
        mover('simulator'),
      ),
    );
    await tool('seed', 'Preparing the demonstration');
    const { config, demoOut, root, urls } = context;
    writeTrainingFile({ root, home: config.home, seeded: readSeeded(demoOut), bankUrl: urls.simulator });
  }
  forgetSetupLink(context.config.home);
  await out.step('Starting the gateway', () =>
    system.start(
      'gateway',
      () => parts.gateway(context),
      () => answers(`${context.urls.gateway}/health/ready`, (status) => status === 200, halt.signal),
      mover('gateway'),
    ),
  );
  await out.step('Starting the portal', () =>
    // The gateway knows the portal's address by now, so that one cannot move any more.
    system.start(
      'portal',
      () => parts.portal(context),
      () => answers(`${urlOf(context.config.portalHost, context.ports.portal)}/ru/sign-in`, (status) => status < 500, halt.signal),
    ),
  );
  writeAddresses(context.config.home, context.urls);
  const setupLink = takeSetupLink(context.config.home);
  if (demo) return demonstrate(context, how);
  out.line(`\n${plainText(context.urls, setupLink)}`);
  return { approved: true };
}

/**
 * Database, ports, secrets: what the parts are told.
 * @param {BringUp} how
 * @returns {Promise<Context>}
 */
async function prepare({ root, env, demo, config, system, out, durable = true }) {
  const { databaseUrl, databaseOwnerUrl, home } = config;
  const database =
    databaseUrl === undefined ? await embedded(config, out, durable) : await externalPostgres({ databaseUrl, databaseOwnerUrl }, out.line);
  system.useDatabase(database);
  const ports = { gateway: 0, portal: 0, simulator: 0 };
  for (const name of /** @type {const} */ (['gateway', 'portal', 'simulator'])) {
    const wanted = config[`${name}Port`];
    ports[name] = await freePort(wanted, { host: config[`${name}Host`], except: Object.values(ports) });
    if (wanted !== 0 && ports[name] !== wanted && (demo || name !== 'simulator'))
      out.line(`Port ${wanted} is taken: the ${name} goes to ${ports[name]}.`);
  }
  return {
    root,
    config,
    database,
    ports,
    demo,
    env: partEnvironment(env, databaseUrl === undefined),
    urls: {
      gateway: urlOf(config.gatewayHost, ports.gateway),
      portal: config.portalUrl ?? urlOf(config.portalHost, ports.portal),
      simulator: urlOf(config.simulatorHost, ports.simulator),
    },
    authSecret: config.authSecret ?? secretsOf(home).authSecret,
    demoOut: path.join(home, 'demo-seed.json'),
  };
}

/**
 * @param {import('./config.mjs').Config} config
 * @param {import('./progress.mjs').Reporter} out
 * @param {boolean} durable
 * @returns {Promise<import('./external-postgres.mjs').Database>}
 */
async function embedded({ home, postgresPort }, out, durable) {
  const postgres = await out.step('Starting Postgres', () => startPostgres({ home, port: postgresPort, log: out.line, durable }));
  if (postgres.reused) out.line(`  the former run's Postgres was still there (port ${postgres.port}) and goes on.`);
  return { appUrl: postgres.appUrl, ownerUrl: postgres.ownerUrl, appRole: postgres.appRole, stop: postgres.stop, pid: postgres.pid };
}

/**
 * @param {Context} context
 * @param {BringUp} how
 */
async function demonstrate({ config, urls, demoOut }, { out, halt }) {
  const seeded = readSeeded(demoOut);
  const terminal = seeded.terminals.find(({ property }) => property === seeded.sonata.property) ?? seeded.terminals[0];
  const { payment, slip } = await out.step(`Taking a payment on «${terminal?.name}»`, () =>
    demoPayment({ url: urls.gateway, apiKey: seeded.sonata.apiKey, terminalId: terminal?.id ?? '', signal: halt.signal, log: out.line }),
  );
  const offline = await terminalsNotOnline({ url: urls.gateway, apiKey: seeded.sonata.apiKey, signal: halt.signal, log: out.line });
  if (offline.length > 0) out.line(`Warning: not reachable yet: ${offline.join(', ')}.`);
  const text = paymentText(payment, slip);
  if (payment.final) writeDemoFile(config.home, seeded, urls);
  out.line(`\n${text}\n\n${addressesText(config.home, seeded, urls)}`);
  return { approved: payment.status === 'approved' };
}
