import { decodeText, LINE } from '@payport/terminals-sberbank';
import { ManualClock, SeededRandom } from '@payport/testing';
import type { JournalRecord } from '../journal/journal-record.ts';
import type { Delivery } from '../pinpad/answer.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';
import { World } from '../world.ts';

export const PROFILE: TerminalProfile = {
  tid: '00459991',
  driver: 'sberbank',
  port: null,
  serial: false,
  program: false,
  bankThroughDesk: false,
  mid: '684444445555',
  name: 'Стойка',
  property: 'grand',
  propertyName: 'Гранд Отель',
  legalEntity: 'ООО «Гранд Отель»',
  inn: '7700000016',
  city: 'Москва',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  encoding: 'utf-8',
  errorFile: null,
  statusEcho: 'original',
};

/** What a run left, as a till reads it. */
export interface Outcome {
  readonly type: Delivery['type'];
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly slip: string | null;
}

export interface Call {
  readonly gone: AbortController;
  readonly abort: AbortController;
  readonly ended: Promise<Outcome>;
}

/** A world in virtual time, with one way to run the program against it. */
export class TestWorld {
  readonly clock = new ManualClock();
  readonly records: JournalRecord[] = [];
  readonly world: World;

  constructor(profiles: readonly Partial<TerminalProfile>[] = [{}], records: readonly JournalRecord[] = []) {
    const journal = { append: async (record: JournalRecord) => void this.records.push(record) };
    this.world = new World(
      profiles.map((profile) => ({ ...PROFILE, ...profile })),
      { clock: this.clock, random: new SeededRandom(1), journal },
    );
    this.world.replay(records);
    this.records.push(...records);
  }

  pad(tid: string = PROFILE.tid): Pinpad {
    const pad = this.world.pinpads.get(tid);
    if (!pad) throw new Error(`no terminal ${tid} in this test`);
    return pad;
  }

  /** Starts a run and leaves it running. */
  start(command: string, tid?: string): Call {
    const gone = new AbortController();
    const abort = new AbortController();
    const pad = this.pad(tid);
    const ended = pad.run(command.split(' '), { gone: gone.signal, abort: abort.signal }).then((delivery) => outcomeOf(delivery, pad.profile));
    return { gone, abort, ended };
  }

  /** One run from start to end, however long it takes by the virtual clock. */
  async run(command: string, tid?: string): Promise<Outcome> {
    return this.clock.complete(this.start(command, tid).ended);
  }

  /** Rows of the bank's ledger, short. */
  ledger(): readonly string[] {
    return this.world.bank.ledger(null).map(({ kind, amountMinor, state }) => `${kind} ${amountMinor} ${state}`);
  }
}

function outcomeOf(delivery: Delivery, profile: TerminalProfile): Outcome {
  if (delivery.type !== 'files') return { type: delivery.type, code: null, lines: [], slip: null };
  const lines = decodeText(delivery.result, profile.encoding).split('\r\n').slice(0, -1);
  const code = Number(lines[LINE.result]?.split(',')[0]);
  return { type: 'files', code, lines, slip: delivery.slip && decodeText(delivery.slip, profile.encoding) };
}
