import type { Chance } from './chance.ts';

/** How the terminals of one kind are registered: `place` is where the device is met. */
export interface TerminalKind {
  readonly driver: string;
  readonly place: string;
  readonly address: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Reached over the network, from whatever machine. */
  readonly far: boolean;
}

const ZVT_PORT = 20_007;
const INPAS_PORT = 8_888;
const tcp = (tid: string): string => `10.0.0.${Number(tid.slice(-2))}`;

const KINDS: Readonly<Record<string, (tid: string, chance: Chance, own: Chance) => TerminalKind>> = {
  sberbank: (tid) => {
    const folder = `/opt/bank/${tid}`;
    const settings = { program: 'sb_pilot', folder, preauthorization: true, suspendCommit: true };
    return { driver: 'sberbank', place: folder, address: `sberbank:${tid}`, settings, far: false };
  },
  ucs: (tid) => ({ driver: 'ucs', place: tid, address: `tcp:${tid}`, settings: { tid }, far: true }),
  zvt: (tid, chance, own) => {
    const settings = {
      host: tcp(tid),
      port: ZVT_PORT,
      currency: 'RUB',
      preauthorization: true,
      captureBy: chance.pick(['book_total', 'partial_reversal'] as const),
      recordProvesAbsence: own.percent(70),
    };
    return { driver: 'zvt', place: `${tcp(tid)}:${ZVT_PORT}`, address: `tcp:${tcp(tid)}:${ZVT_PORT}`, settings, far: true };
  },
  inpas: (tid, chance) => {
    const settings = {
      host: tcp(tid),
      port: INPAS_PORT,
      terminalId: tid,
      timeZone: 'UTC',
      stopByEot: true,
      copyProvesAbsence: chance.percent(60),
      emergencyReversal: chance.percent(85),
    };
    return { driver: 'inpas', place: `${tcp(tid)}:${INPAS_PORT}`, address: `tcp:${tcp(tid)}:${INPAS_PORT}`, settings, far: true };
  },
};

/**
 * Which kinds stand side by side; a hotel has some of a row, from its left or from its right. One hotel of five has ZVT and
 * INPAS, whose payments take the most time to play.
 */
const ROWS = [
  ['sberbank', 'sberbank', 'ucs', 'ucs'],
  ['sberbank', 'sberbank', 'ucs', 'ucs'],
  ['sberbank', 'ucs', 'ucs', 'ucs'],
  ['sberbank', 'ucs', 'ucs', 'ucs'],
  ['zvt', 'zvt', 'inpas', 'inpas'],
] as const;

/** One hotel in so many has INPAS alone and one guest: what a terminal did last stays so until people decide about it. */
const QUIET_ONE_IN = 8;
const QUIET_ROW = ['inpas', 'inpas', 'inpas', 'inpas'] as const;

export interface House {
  /** One to four. */
  readonly terminals: readonly { readonly tid: string; readonly kind: TerminalKind }[];
  /** One guest comes. */
  readonly quiet: boolean;
}

/** `own` draws what came later, so that older seeds keep their meaning. */
export function drawHouse(chance: Chance, own: Chance): House {
  const count = chance.between(1, 4);
  const quiet = chance.oneIn(QUIET_ONE_IN);
  const row = (quiet ? QUIET_ROW : chance.pick(ROWS)).map((name, i) => ({ name, tid: `004599${String(11 + i)}` }));
  const used = chance.percent(50) ? row.slice(0, count) : row.slice(-count);
  const terminals = used.map(({ name, tid }) => {
    const kind = KINDS[name]?.(tid, chance, own);
    if (!kind) throw new Error(`no kind ${name}`);
    return { tid, kind };
  });
  return { terminals, quiet };
}
