import type { Clock } from '@payport/domain';
import { COMMAND_STATUS, wishFields, type BankWish, type ReadMessage, type TerminalLine } from '@payport/terminals-inpas';
import type { Fault } from '../pinpad/fault.ts';
import type { ReachedBank } from '../pinpad/prompt.ts';
import { bankMessage, type BankDoor, type DoorHabit } from './bank-door.ts';

/** Where the bank waits for terminals that reach it through their cash desks. */
export interface BankPlace {
  readonly host: string;
  readonly port: number;
  readonly door: BankDoor;
}

/** So long the device asks for the bank's answer, ms. */
const PATIENCE_MS = 30_000;
/** What goes to the bank is nobody's business on the way: a made up track, which must never be found anywhere. */
const SECRET = ';4000000000000002=29122010000000000000?';

const habitOf = (fault: Fault | null): DoorHabit => {
  switch (fault?.fault) {
    case 'bank_silent':
      return { answers: 'never' };
    case 'bank_hangs_up':
      return { answers: 'hangs_up' };
    case 'bank_late':
      return { answers: 'late', afterMs: fault.ms };
    default:
      return { answers: 'at_once' };
  }
};

/** The device's way to its bank through the cash desk: it asks to be connected, hands its request on and asks for the answer. */
export class BankLink {
  constructor(
    private readonly line: TerminalLine,
    private readonly place: BankPlace,
    private readonly tid: string,
    private readonly clock: Clock,
  ) {}

  /** Asks the bank and says how far that came. */
  async ask(id: string, fault: Fault | null): Promise<ReachedBank> {
    const { door, host, port } = this.place;
    door.expect(id, habitOf(fault));
    const answered = (await this.#done({ wish: 'open', host, port })) && (await this.#converse(id));
    await this.#wish({ wish: 'close' });
    const came = door.take(id);
    return came ? (answered ? 'answered' : 'reply_lost') : 'not_reached';
  }

  async #converse(id: string): Promise<boolean> {
    if (!(await this.#done({ wish: 'send', bytes: bankMessage(`REQUEST ${id} ${SECRET}`) }))) return false;
    const untilMs = this.clock.monotonic() + PATIENCE_MS;
    while (this.clock.monotonic() < untilMs) {
      const status = statusOf(await this.#wish({ wish: 'read' }));
      if (status === COMMAND_STATUS.done) return true;
      if (status !== COMMAND_STATUS.noData) return false;
    }
    return false;
  }

  async #done(wish: BankWish): Promise<boolean> {
    return statusOf(await this.#wish(wish)) === COMMAND_STATUS.done;
  }

  #wish(wish: BankWish): Promise<ReadMessage | null> {
    return this.line.wish(wishFields(wish, this.tid));
  }
}

/** Null: nobody served the wish. */
const statusOf = (read: ReadMessage | null): number | null => read?.message.commandStatus ?? null;
