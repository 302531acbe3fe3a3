export { ApduReader } from './apdu.ts';
export { CURRENCIES } from './constants.ts';
export { zvt } from './definition.ts';
export type { EcrCommand } from './messages.ts';
export { FrameReader, writeFrame, type LineEvent } from './serial-frame.ts';
export { zvtSettings, type ZvtSettings } from './settings.ts';
export { TerminalDialogue, type EcrAnswer, type TerminalWork } from './terminal-dialogue.ts';
export { TerminalSerialEnd, type ByteLine } from './terminal-serial.ts';
export {
  readCommand,
  writeAbort,
  writeCompletion,
  writeIntermediate,
  writePrintBlock,
  writeStatus,
  writeTotals,
  type ToldStatus,
} from './terminal.ts';
