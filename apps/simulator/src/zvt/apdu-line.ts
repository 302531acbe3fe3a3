import type { Clock } from '@payport/domain';
import { ApduReader, TerminalSerialEnd, writeFrame } from '@payport/terminals-zvt';
import type { DeskLine } from '../wire/loopback.ts';

/** A desk's line as a terminal uses it: whole messages, whatever carries them. */
export interface ApduLine {
  send(apdu: Uint8Array): void;
  listen(listener: (apdu: Uint8Array) => void): void;
  /** The first bytes of a message, and then nothing more. */
  breakOff(apdu: Uint8Array, bytes: number): void;
  drop(): void;
  /** The line is gone. */
  end(): void;
}

/** Messages as they are. */
export function bareLine(line: DeskLine): ApduLine {
  const reader = new ApduReader();
  return {
    send: (apdu) => line.send(apdu),
    listen: (listener) => line.listen((bytes) => reader.push(bytes).forEach(listener)),
    breakOff: (apdu, bytes) => {
      line.send(apdu.subarray(0, bytes));
      line.drop();
    },
    drop: () => line.drop(),
    end: () => undefined,
  };
}

/** Of a frame, `10 02` before its message. */
const FRAME_HEAD_BYTES = 2;

/** Frames of a serial line, acknowledged and repeated. `deaf`: the device hears nothing, so that not even a frame is acknowledged. */
export function framedLine(line: DeskLine, clock: Clock, deaf: () => boolean): ApduLine {
  let heard: (apdu: Uint8Array) => void = () => undefined;
  const listened = (listener: (bytes: Uint8Array) => void): void =>
    line.listen((bytes) => {
      if (!deaf()) listener(bytes);
    });
  const end = new TerminalSerialEnd({ send: (bytes) => line.send(bytes), listen: listened }, clock, (apdu) => heard(apdu));
  return {
    send: (apdu) => end.send(apdu),
    listen: (listener) => void (heard = listener),
    breakOff: (apdu, bytes) => {
      line.send(writeFrame(apdu).subarray(0, FRAME_HEAD_BYTES + bytes));
      line.drop();
    },
    drop: () => line.drop(),
    end: () => end.end(),
  };
}
