import { loadDriver } from '@payport/terminals-registry';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSettings, registerTerminal } from './terminal.ts';
import { GRAND, PROPERTY_ANSWER, scriptedDatabase } from './testing/scripted-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'payport-admin-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function given(settings: string): Promise<Record<string, string>> {
  const file = path.join(folder, 'terminal.json');
  await writeFile(file, settings);
  return { property: 'Grand', name: 'Left', tid: '00459991', settings: file };
}

const WINDOWS = '{"program":"sb_pilot.exe","folder":"C:\\\\SC552"}';

describe('registering a terminal', () => {
  it("fills the driver's defaults in and computes the device's address", async () => {
    const terminal = await registerTerminal.read(await given(WINDOWS));
    expect(terminal).toMatchObject({ driver: 'sberbank', deviceAddress: 'process:local:c:/sc552' });
    expect(terminal.settings).toMatchObject({ program: 'sb_pilot.exe', folder: 'C:\\SC552', encoding: 'auto', requestIds: true, slipFile: 'p' });
  });

  it('names the setting that does not fit, and the one that does not exist', async () => {
    await expect(registerTerminal.read(await given('{"program":"sb_pilot","folder":"sc552"}'))).rejects.toThrow(/folder:/);
    await expect(registerTerminal.read(await given('{"program":"sb_pilot","folder":"/opt/sb","encodign":"cp866"}'))).rejects.toThrow(/encodign/);
    const sberbank = await loadDriver('sberbank');
    if (!sberbank) throw new Error('the registry has no driver for Sberbank');
    expect(() => checkSettings(sberbank, 'text')).toThrow(/do not fit/);
  });

  it('refuses a file that is missing or not JSON, a driver that is not in this build, a TID that is none', async () => {
    const good = await given(WINDOWS);
    await expect(registerTerminal.read({ ...good, settings: path.join(folder, 'absent.json') })).rejects.toThrow(/cannot be read/);
    await expect(registerTerminal.read(await given('{"folder":"C:\\sc552"}'))).rejects.toThrow(/not JSON/);
    await expect(registerTerminal.read({ ...good, driver: 'nexo' })).rejects.toThrow(/nexo/);
    await expect(registerTerminal.read({ ...good, tid: '0045 9991' })).rejects.toThrow(/--tid/);
  });

  it('refuses a device that an enabled terminal has already', async () => {
    const terminal = await registerTerminal.read(await given(WINDOWS));
    const { db, asked } = scriptedDatabase([PROPERTY_ANSWER, [/from terminal/, [{ name: 'Right' }]]]);
    await expect(registerTerminal.run(db, terminal)).rejects.toThrow(/Right has this device/);
    expect(asked.some(({ text }) => text.includes('insert'))).toBe(false);
  });

  it("makes it the workstation's first choice where one is named", async () => {
    const terminal = await registerTerminal.read({ ...(await given(WINDOWS)), workstation: 'RECEPTION-1' });
    const { db, asked } = scriptedDatabase([PROPERTY_ANSWER]);
    await registerTerminal.run(db, terminal);
    const inserted = asked.filter(({ text }) => text.includes('insert'));
    const id = inserted[0]?.values[0];
    expect(inserted[0]?.values.slice(1, 3)).toEqual([GRAND.id, 'Left']);
    expect(inserted[1]?.values).toEqual([GRAND.id, 'RECEPTION-1', id]);
  });
});
