import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, get, patch, post, type Bench, type Call, type Scenarios } from './scenario.ts';

/** A hotel's terminals: registered, changed, switched on and off, let out of quarantine. */
export function terminalScenarios(bench: Bench, terminalId: () => string): Scenarios {
  const { gateway, visitor, auditor, stale, posted } = bench;
  const linkTest = post(PORTAL_PATHS.terminalLinkTests);
  const register = post(PORTAL_PATHS.terminals);
  const change: Call = (who, more) => patch(PORTAL_PATHS.terminal(terminalId()))(who, more);
  const enable: Call = (who, more) => post(PORTAL_PATHS.enableTerminal(terminalId()))(who, more);
  const disable: Call = (who, more) => post(PORTAL_PATHS.disableTerminal(terminalId()))(who, more);
  const lift: Call = (who, more) => post(PORTAL_PATHS.liftQuarantine(terminalId()))(who, more);
  const link = (device: string = randomUUID()): Record<string, unknown> => ({
    propertyId: gateway().propertyId,
    driver: 'sberbank',
    settings: { device },
  });
  const wanted = (device?: string): Record<string, unknown> => ({
    ...link(device),
    name: randomUUID(),
    tid: randomUUID().slice(0, 8),
    enabled: false,
  });
  const addressOf = (device: string): string => `scripted:${JSON.stringify({ device })}`;
  const tested = async (device: string): Promise<string> => String((await linkTest(visitor(), { body: link(device) })).body['proof']);
  /** The call while somebody else speaks to that device. */
  async function whileHeld(address: string, call: () => Promise<Answer>): Promise<Answer> {
    await gateway().db.query(
      `insert into device_claim (address, holder, service, instance_id, taken_at) values ($1, 'service', 'report', $2, now())`,
      [address, gateway().config.instanceId],
    );
    try {
      return await call();
    } finally {
      await gateway().db.query('delete from device_claim where address = $1', [address]);
    }
  }
  const busyAt = async (call: () => Promise<Answer>): Promise<Answer> => {
    const { rows } = await gateway().db.query<{ device_address: string }>('select device_address from terminal where id = $1', [terminalId()]);
    return whileHeld(String(rows[0]?.device_address), call);
  };
  /** The terminal is switched off for the time of one call. */
  async function whileOff(call: () => Promise<Answer>): Promise<Answer> {
    await gateway().db.query('update terminal set enabled = false where id = $1', [terminalId()]);
    const answer = await call();
    await gateway().db.query('update terminal set enabled = true where id = $1', [terminalId()]);
    return answer;
  }

  return {
    listTerminals: {
      200: () => get(PORTAL_PATHS.terminals)(visitor()),
      ...closedTo(bench, get(PORTAL_PATHS.terminals)),
      forbidden: async () => get(PORTAL_PATHS.terminals)(await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))),
      'not-found': () => get(`${PORTAL_PATHS.terminals}?property=${randomUUID()}`)(visitor()),
      'validation-failed': () => get(`${PORTAL_PATHS.terminals}?property=x`)(visitor()),
    },
    terminal: {
      200: () => get(PORTAL_PATHS.terminal(terminalId()))(visitor()),
      ...closedTo(bench, (who) => get(PORTAL_PATHS.terminal(terminalId()))(who)),
      'not-found': () => get(PORTAL_PATHS.terminal(randomUUID()))(visitor()),
    },
    terminalDrivers: {
      200: () => get(PORTAL_PATHS.terminalDrivers)(visitor()),
      ...closedTo(bench, get(PORTAL_PATHS.terminalDrivers)),
      forbidden: async () => get(PORTAL_PATHS.terminalDrivers)(await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))),
    },
    testLink: {
      200: () => linkTest(visitor(), { body: link() }),
      ...closedTo(bench, (who) => linkTest(who, { body: link() })),
      forbidden: () => linkTest(auditor(), { body: link() }),
      'not-found': () => linkTest(visitor(), { body: { ...link(), propertyId: randomUUID() } }),
      'validation-failed': () => linkTest(visitor(), { body: { ...link(), settings: { device: '4111 1111 1111 1111' } } }),
      'device-taken': async () => {
        const device = randomUUID();
        await gateway().addTerminal({ address: addressOf(device) });
        return linkTest(visitor(), { body: link(device) });
      },
      'terminal-busy': () => whileHeld(addressOf('held'), () => linkTest(visitor(), { body: link('held') })),
      ...posted(linkTest, visitor),
    },
    registerTerminal: {
      201: () => register(visitor(), { body: wanted() }),
      ...closedTo(bench, (who) => register(who, { body: wanted() })),
      forbidden: () => register(auditor(), { body: wanted() }),
      'step-up-required': () => register(stale(), { body: wanted() }),
      'not-found': () => register(visitor(), { body: { ...wanted(), propertyId: randomUUID() } }),
      'validation-failed': () => register(visitor(), { body: { ...wanted(), name: ' ' } }),
      'device-taken': async () => {
        const device = randomUUID();
        const proof = await tested(device);
        await gateway().addTerminal({ address: addressOf(device) });
        return register(visitor(), { body: { ...wanted(device), enabled: true, proof } });
      },
      'link-not-tested': () => register(visitor(), { body: { ...wanted(), enabled: true } }),
      ...posted(register, visitor),
    },
    changeTerminal: {
      200: () => change(visitor(), { body: { mid: '684444445556' } }),
      ...closedTo(bench, (who) => change(who, { body: { mid: '684444445556' } })),
      forbidden: () => change(auditor(), { body: {} }),
      'step-up-required': () => change(stale(), { body: { settings: { device: randomUUID() } } }),
      'not-found': () => patch(PORTAL_PATHS.terminal(randomUUID()))(visitor(), { body: {} }),
      'validation-failed': () => change(visitor(), { body: { tid: 'Ж' } }),
      'terminal-busy': () => busyAt(() => change(visitor(), { body: { tid: '00459990' } })),
      'device-taken': async () => {
        const device = randomUUID();
        const proof = await tested(device);
        await gateway().addTerminal({ address: addressOf(device), name: randomUUID(), tid: randomUUID().slice(0, 8) });
        return change(visitor(), { body: { settings: { device }, proof } });
      },
      'link-not-tested': () => change(visitor(), { body: { settings: { device: 'untested' } } }),
      ...posted(change, visitor),
    },
    enableTerminal: {
      200: () => enable(visitor()),
      ...closedTo(bench, enable),
      forbidden: () => enable(auditor()),
      'not-found': () => post(PORTAL_PATHS.enableTerminal(randomUUID()))(visitor()),
      'terminal-busy': () => whileOff(() => busyAt(() => enable(visitor()))),
      'terminal-offline': () =>
        whileOff(async () => {
          gateway().terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: { ru: 'Молчит', en: 'Silent' }, evidence: {} });
          const answer = await enable(visitor());
          gateway().terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
          return answer;
        }),
      'device-taken': async () => {
        const address = randomUUID();
        const off = await gateway().addTerminal({ enabled: false, address });
        await gateway().addTerminal({ address });
        return post(PORTAL_PATHS.enableTerminal(off))(visitor());
      },
      'link-not-tested': () =>
        whileOff(async () => {
          gateway().terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: { terminalId: '12345678' } });
          const answer = await enable(visitor());
          gateway().terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
          return answer;
        }),
      ...posted(enable, visitor),
    },
    disableTerminal: {
      200: async () => {
        const answer = await disable(visitor());
        await enable(visitor());
        return answer;
      },
      ...closedTo(bench, disable),
      forbidden: () => disable(auditor()),
      'not-found': () => post(PORTAL_PATHS.disableTerminal(randomUUID()))(visitor()),
      ...posted(disable, visitor),
    },
    liftQuarantine: {
      200: async () => {
        await gateway().db.query(`update terminal set quarantine_reason = 'terminal_mismatch', quarantine_since = now() where id = $1`, [
          terminalId(),
        ]);
        return lift(visitor(), { body: { reason: 'Терминал проверен' } });
      },
      ...closedTo(bench, lift),
      forbidden: () => lift(auditor(), { body: { reason: 'Терминал проверен' } }),
      'step-up-required': () => lift(stale(), { body: { reason: 'Терминал проверен' } }),
      'not-found': () => post(PORTAL_PATHS.liftQuarantine(randomUUID()))(visitor(), { body: { reason: 'Терминал проверен' } }),
      'not-quarantined': () => lift(visitor(), { body: { reason: 'Терминал проверен' } }),
      'validation-failed': () => lift(visitor(), { body: { reason: '' } }),
      ...posted(lift, visitor),
    },
  };
}
