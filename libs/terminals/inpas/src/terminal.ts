/**
 * The other side of the conversation, for simulators and tests: what a terminal reads from the cash desk and says to it.
 * Without sockets and without a bank; whoever plays the terminal adds them.
 */
export * from './terminal-line.ts';
export * from './terminal-messages.ts';
export { decodeText, encodeText } from './code-page.ts';
export type { RawField, ReadMessage, SaMessage } from './messages.ts';
export { messageOf } from './parser.ts';
export { serializePacket } from './serializer.ts';
export { readResultFile, writeResultFile } from './console/result-file.ts';
export { RECEIPT_FILE, RESULT_FILE } from './console/console-constants.ts';
