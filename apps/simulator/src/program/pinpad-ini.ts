/** What the program needs of `pinpad.ini`. */
export interface PinpadIni {
  readonly host: string;
  readonly port: number;
  readonly tid: string;
  /** Name of the slip file. */
  readonly printerFile: string;
}

/** Null when the file does not say where the pinpad is. Keys as in the field; `;` starts a comment. */
export function parsePinpadIni(text: string): PinpadIni | null {
  const values = new Map(
    text
      .split(/\r?\n/)
      .filter((line) => !line.trimStart().startsWith(';') && line.includes('='))
      .map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
      }),
  );
  const host = values.get('pinpadipaddr');
  const port = Number(values.get('pinpadipport'));
  const tid = values.get('terminalid');
  if (!host || !tid || !Number.isInteger(port) || port < 1 || port > 65_535) return null;
  const printerFile = values.get('printerfile') ?? 'p';
  return { host, port, tid, printerFile: /^[\w.-]+$/.test(printerFile) ? printerFile : 'p' };
}
