import { describe, expect, it } from 'vitest';
import { parsePinpadIni } from './pinpad-ini.ts';

const GOOD = '; comment\r\nPinpadIPAddr=127.0.0.1\r\n;PinpadIPPort=1\r\nPinpadIPPort = 8888\r\nTerminalID=00459991\r\n';

describe('pinpad.ini', () => {
  it('reads the keys of the bank software, in any case, without comments', () => {
    expect(parsePinpadIni(GOOD.replace('PinpadIPAddr', 'PINPADIPADDR'))).toEqual({
      host: '127.0.0.1',
      port: 8888,
      tid: '00459991',
      printerFile: 'p',
    });
  });

  it('takes the name of the slip file, but no path', () => {
    expect(parsePinpadIni(`${GOOD}PrinterFile=slip.txt`)?.printerFile).toBe('slip.txt');
    expect(parsePinpadIni(`${GOOD}PrinterFile=../../etc/x`)?.printerFile).toBe('p');
  });

  it.each(['PinpadIPAddr', 'PinpadIPPort', 'TerminalID'])('is no link without %s', (key) => {
    expect(parsePinpadIni(GOOD.replace(`\n${key}`, '\nOther'))).toBeNull();
  });
});
