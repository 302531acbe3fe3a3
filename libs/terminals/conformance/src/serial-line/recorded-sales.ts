import type { Clock, DeviceReference } from '@payport/domain';
import type { DriverDefinition, TerminalIo } from '@payport/terminals-core';
import { inpas, inpasSettings, readRequest, receiptOf, replyFields, TerminalLine } from '@payport/terminals-inpas';
import {
  TerminalDialogue,
  TerminalSerialEnd,
  writeCompletion,
  writeIntermediate,
  writePrintBlock,
  writeStatus,
  zvt,
  zvtSettings,
  type EcrCommand,
} from '@payport/terminals-zvt';
import { ManualClock, ScriptedProgramHost, ScriptedWireHost, SeededRandom, type DeviceLine } from '@payport/testing';
import { WatchedSession } from '../session.ts';

/** Everything that one side says until the line turns round. */
export interface Turn {
  readonly from: 'us' | 'device';
  readonly hex: string;
}

export interface RecordedSale {
  readonly name: 'zvt' | 'inpas';
  readonly stopBits: 1 | 2;
  readonly turns: readonly Turn[];
  /** The same sale without a wire, so often: a gateway that runs for weeks is not measured by its first sales after a start. */
  readonly rehearse: (times: number) => Promise<void>;
  /** The same sale over a real port; rejects where it was not approved. */
  readonly sell: (port: string, baudRate: number, io: TerminalIo) => Promise<void>;
}

const TID = { zvt: '29001006', inpas: '00123456' } as const;
const PORT = '/dev/ttyUSB0';
const ORDER = { reference: '123456789' as DeviceReference, amountMinor: 12_345n };
const SLIP = ['GRAND HOTEL', 'SALE', 'VISA 411111******1111', 'AMOUNT 123.45', 'AUTH 871341', 'APPROVED'];

/** The bare loop beside ours has no database to keep anything in: what one costs is no time of the line. */
const NO_STORE_MS = 0;

/** A sale by our driver in virtual time, and what either side said. */
async function recorded<S>(
  name: RecordedSale['name'],
  definition: DriverDefinition<S>,
  settings: (port: string, baudRate: number) => S,
  currency: string,
  plug: (line: DeviceLine, clock: Clock) => void,
): Promise<RecordedSale> {
  const clock = new ManualClock();
  const wallMs = clock.now();
  const order = { ...ORDER, currency, tid: TID[name] };
  const wires = new ScriptedWireHost(clock).attach({ path: PORT }, (line) => plug(line, clock));
  /** The same numbers and the same time of day each time: the bytes must be those of the recording. */
  const sell = async (port: string, baudRate: number, io: TerminalIo): Promise<void> => {
    const own: Clock = {
      now: () => wallMs,
      monotonic: () => io.clock.monotonic(),
      sleep: (ms) => io.clock.sleep(ms),
      after: (ms, run) => io.clock.after(ms, run),
    };
    const driver = definition.create(settings(port, baudRate), { ...io, clock: own, random: new SeededRandom(1) });
    const { outcome } = await driver.sale(order, new WatchedSession(io.clock, NO_STORE_MS));
    if (outcome !== 'approved') throw new Error(`the sale ended as ${outcome}`);
  };
  const io = { clock, random: new SeededRandom(1), programs: new ScriptedProgramHost(clock), wires };
  const rehearse = async (times: number): Promise<void> => {
    for (let left = times; left > 0; left -= 1) {
      await clock.complete(sell(PORT, 9_600, io));
      // Until the port is let go of.
      await clock.advance(1_000);
    }
  };
  await rehearse(1);
  return { name, stopBits: name === 'zvt' ? 2 : 1, turns: turnsOf(wires.opened[0]?.line.log ?? []), rehearse, sell };
}

function turnsOf(log: readonly { readonly from: Turn['from']; readonly bytes: Buffer }[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const { from, bytes } of log) {
    const last = turns.at(-1);
    const hex = bytes.toString('hex');
    if (last?.from === from) turns.splice(-1, 1, { from, hex: last.hex + hex });
    else turns.push({ from, hex });
  }
  return turns;
}

/** Registration, last record, sale with two words on the display, result, receipt. */
export const recordZvt = (): Promise<RecordedSale> =>
  recorded(
    'zvt',
    zvt,
    (serialPath, baudRate) => zvtSettings.parse({ connection: 'serial', serialPath, baudRate: String(baudRate) }),
    'EUR',
    (line, clock) => {
      const end: TerminalSerialEnd = new TerminalSerialEnd(line, clock, (apdu) => dialogue.received(apdu));
      const dialogue: TerminalDialogue = new TerminalDialogue((apdu) => end.send(apdu), clock, sayAll);
      void line.ended.then(() => {
        end.end();
        dialogue.end();
      });
    },
  );

async function sayAll(command: EcrCommand, dialogue: TerminalDialogue): Promise<void> {
  const told = { resultCode: 0, date: '0115', time: '101112', terminalId: TID.zvt, currency: '0978' };
  const result = {
    ...told,
    amountMinor: ORDER.amountMinor,
    receipt: '0041',
    trace: '000041',
    authCode: '871341',
    pan: '411111eeeeee1111',
    cardName: 'VISA',
  };
  if (command.kind === 'repeat_receipt') await dialogue.say(writeStatus({ ...told, amountMinor: 100n, receipt: '0040', trace: '000040' }));
  if (command.kind === 'authorization') {
    await dialogue.say(writeIntermediate(0x0a));
    await dialogue.say(writeIntermediate(0x04));
    await dialogue.told(writeStatus(result));
    await dialogue.say(writePrintBlock(SLIP));
  }
  await dialogue.say(writeCompletion(command.kind === 'registration' ? { terminalId: TID.zvt } : {}));
}

/** Request, acknowledgement, answer with its receipt, acknowledgement, end. */
export const recordInpas = (): Promise<RecordedSale> =>
  recorded(
    'inpas',
    inpas,
    (serialPort, baudRate) => inpasSettings.parse({ connection: 'serial', serialPort, baudRate: String(baudRate), terminalId: TID.inpas }),
    'RUB',
    (line, clock) => {
      const terminal: TerminalLine = new TerminalLine(line, clock, {
        request: (read) => {
          const { operation, transactionId } = readRequest(read.message);
          const known = { operation: operation ?? 1, transactionId, terminalId: TID.inpas, status: 1, amountMinor: ORDER.amountMinor };
          const card = { card: '411111******1111', expiry: '2712', authCode: '871341', rrn: '331116000321', hostCode: '00', text: 'APPROVED' };
          void terminal.send(replyFields({ ...known, ...card, hostTime: '20260115120005', receipt: receiptOf(SLIP.join('\n'), 'VISA') }));
        },
        eot: () => undefined,
      });
      void line.ended.then(() => terminal.end());
    },
  );
