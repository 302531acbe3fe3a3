import type { DriverSession } from '@payport/terminals-core';
import type { FoundResult } from './answer.ts';
import { parseBatchReport } from './batch-report.ts';
import { RESULT_FILE } from './constants.ts';
import { parseControlTape } from './control-tape.ts';
import { chooseEncoding, decodeText, type EncodingName, type EncodingSetting } from './encodings.ts';
import type { LeftFiles } from './folder-keeper.ts';
import type { BatchReport, ControlTape, ResultFile, Slip } from './messages.ts';
import { parseResultFile, parseSlip } from './parser.ts';

/** What a run left, read. */
export interface LeftAnswer {
  readonly found: FoundResult;
  readonly slip: Slip | null;
  readonly encoding: EncodingName;
  readonly tape: () => ControlTape | null;
  readonly report: () => BatchReport | null;
}

function together(...files: readonly (Uint8Array | null)[]): Uint8Array {
  const all = new Uint8Array(files.reduce((sum, file) => sum + (file?.length ?? 0), 0));
  let at = 0;
  for (const file of files) {
    if (file === null) continue;
    all.set(file, at);
    at += file.length;
  }
  return all;
}

/** Both files together tell the encoding better than one: `e` holds little text. */
export function readLeft(files: LeftFiles, setting: EncodingSetting): LeftAnswer {
  const result = files.result?.oversize ? null : (files.result?.bytes ?? null);
  const slip = files.slip?.oversize ? null : (files.slip?.bytes ?? null);
  const encoding = chooseEncoding(setting, together(result, slip));
  const read = slip === null ? null : parseSlip(slip, encoding);
  return {
    found: foundOf(files, encoding),
    slip: read,
    encoding,
    tape: () => (slip === null ? null : parseControlTape(slip, encoding)),
    report: () => (read === null ? null : parseBatchReport(read.text)),
  };
}

function foundOf({ result }: LeftFiles, encoding: EncodingName): FoundResult {
  if (result === null) return { found: 'missing' };
  if (result.oversize) return { found: 'oversize' };
  return { found: 'file', reading: parseResultFile(result.bytes, encoding), bytes: result.bytes, modifiedAtMs: result.modifiedAtMs };
}

const fieldsOf = (file: ResultFile): Record<string, string> =>
  Object.fromEntries(Object.entries(file).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));

/** Records what was read as cleaned frames, and raises the alarm where a full card number stood in it. */
export function recordLeft(files: LeftFiles, answer: LeftAnswer, slipFile: string, atMs: number, session: DriverSession): void {
  const { found, encoding } = answer;
  for (const [name, file] of [
    [RESULT_FILE, files.result],
    [slipFile, files.slip],
  ] as const) {
    if (file === null) continue;
    const fields = name === RESULT_FILE && found.found === 'file' && found.reading.ok ? fieldsOf(found.reading.file) : {};
    session.frame({
      direction: 'inbound',
      channel: name === RESULT_FILE ? 'file:e' : 'file:p',
      atMs,
      bytes: file.bytes,
      text: decodeText(file.bytes, encoding),
      fields: { ...fields, encoding, ...(file.oversize ? { oversize: 'true' } : {}) },
      checksumOk: null,
    });
  }
  for (const name of files.fullCardNumberIn) {
    session.alert({ kind: 'full_card_number', detail: `file ${name} held a full card number; it was truncated before it was kept` });
  }
}
