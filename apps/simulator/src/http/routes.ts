import type { IncomingMessage } from 'node:http';
import { TEST_CARDS } from '../bank/test-cards.ts';
import type { FileJournal } from '../journal/file-journal.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { World } from '../world.ts';
import { BODY_LIMIT_BYTES, HISTORY_LIMIT_BYTES, readBody } from './body.ts';
import { getRegistry, getStatement } from './file-routes.ts';
import { Problem } from './problem.ts';
import { cardBody, entryOfHistory, faultBody, historyBody, modeBody } from './schemas.ts';
import { cardView, ledgerView, terminalView } from './views.ts';

/** What the control interface works on. */
export interface Simulation {
  readonly world: World;
  readonly journal: Pick<FileJournal, 'durable'>;
  /** Installation folder of a terminal. */
  readonly folder: (tid: string) => string;
  /** Names this running simulation, so that a second start on the same folder can recognise it. */
  readonly home: string;
}

export interface RouteCall {
  readonly simulation: Simulation;
  readonly request: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

export interface RouteAnswer {
  readonly status: number;
  /** Undefined: no content. */
  readonly body?: unknown;
  /** A file to be saved, in place of a body. */
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly handle: (call: RouteCall) => Promise<RouteAnswer> | RouteAnswer;
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/health$/, handle: ({ simulation }) => ({ status: 200, body: { status: 'ok', home: simulation.home } }) },
  { method: 'GET', path: /^\/ledger$/, handle: getLedger },
  { method: 'POST', path: /^\/ledger\/history$/, handle: postHistory },
  { method: 'GET', path: /^\/files\/registry$/, handle: getRegistry },
  { method: 'GET', path: /^\/files\/statement$/, handle: getStatement },
  { method: 'GET', path: /^\/cards$/, handle: () => ({ status: 200, body: TEST_CARDS.map(cardView) }) },
  {
    method: 'GET',
    path: /^\/terminals$/,
    handle: ({ simulation }) => ({ status: 200, body: Array.from(simulation.world.pinpads.values(), (pad) => view(simulation, pad)) }),
  },
  { method: 'GET', path: /^\/terminals\/(?<tid>[^/]+)$/, handle: (call) => shown(call, pinpadOf(call)) },
  { method: 'POST', path: /^\/terminals\/(?<tid>[^/]+)\/card$/, handle: postCard },
  { method: 'POST', path: /^\/terminals\/(?<tid>[^/]+)\/faults$/, handle: postFault },
  { method: 'DELETE', path: /^\/terminals\/(?<tid>[^/]+)\/faults$/, handle: deleteFaults },
  { method: 'POST', path: /^\/terminals\/(?<tid>[^/]+)\/mode$/, handle: postMode },
];

/** The truth: nothing is shown before it would survive a crash. */
async function getLedger({ simulation, query }: RouteCall): Promise<RouteAnswer> {
  const entries = simulation.world.bank.ledger(query.get('tid'));
  const body = entries.map(ledgerView);
  await simulation.journal.durable();
  return { status: 200, body };
}

async function postHistory({ simulation, request }: RouteCall): Promise<RouteAnswer> {
  const lines = await readBody(request, historyBody, HISTORY_LIMIT_BYTES);
  const entries = lines.map((line, index) => {
    const profile = simulation.world.pinpads.get(line.tid)?.profile;
    if (!profile) throw new Problem(422, 'validation-failed', `[${index}].tid is not a terminal of the plan.`);
    const entry = entryOfHistory(line, profile.mid);
    if (!entry) throw new Problem(422, 'validation-failed', `[${index}].amount is not a positive decimal of ${line.currency}.`);
    return entry;
  });
  const imported = await simulation.world.importHistory(entries);
  if (!imported.ok) throw new Problem(409, 'conflict', `The reference number ${imported.error.rrn} belongs to another operation.`);
  return { status: 200, body: { received: entries.length, added: imported.value.added } };
}

async function postCard(call: RouteCall): Promise<RouteAnswer> {
  const pad = pinpadOf(call);
  const action = await readBody(call.request, cardBody, BODY_LIMIT_BYTES);
  const allowed = pad.prompt.keys;
  if (!pad.prompt.press(action)) {
    throw new Problem(409, 'not-now', allowed.length === 0 ? 'The device waits for nothing now.' : `The device waits for: ${allowed.join(', ')}.`);
  }
  return { status: 202, body: view(call.simulation, pad) };
}

async function postFault(call: RouteCall): Promise<RouteAnswer> {
  const pad = pinpadOf(call);
  pad.faults.add(await readBody(call.request, faultBody, BODY_LIMIT_BYTES));
  return { status: 201, body: view(call.simulation, pad) };
}

function deleteFaults(call: RouteCall): RouteAnswer {
  pinpadOf(call).faults.clear();
  return { status: 204 };
}

async function postMode(call: RouteCall): Promise<RouteAnswer> {
  const pad = pinpadOf(call);
  const { manual, forSeconds, online } = await readBody(call.request, modeBody, BODY_LIMIT_BYTES);
  if (manual === true) pad.attendance.byHand(forSeconds === undefined ? undefined : forSeconds * 1_000);
  if (manual === false) pad.attendance.automatic();
  if (online !== undefined) pad.power.plugged = online;
  return shown(call, pad);
}

function pinpadOf({ simulation, params }: RouteCall): Pinpad {
  const pad = simulation.world.pinpads.get(params['tid'] ?? '');
  if (!pad) throw new Problem(404, 'not-found', 'There is no simulated terminal with this TID.');
  return pad;
}

const view = (simulation: Simulation, pad: Pinpad) => terminalView(pad, simulation.folder(pad.profile.tid));
const shown = ({ simulation }: RouteCall, pad: Pinpad): RouteAnswer => ({ status: 200, body: view(simulation, pad) });
