import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serializeResultFile } from '@payport/terminals-sberbank';
import { CODE } from '../pinpad/result-codes.ts';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';

/** Where the stand-in programs run from: this very Node and the folder of the built scripts. */
export interface ProgramSource {
  readonly nodePath: string;
  readonly scriptFolder: string;
  readonly windows: boolean;
}

export const folderOf = (home: string, tid: string): string => path.join(home, 'terminals', tid);

/** Makes the installation folder of one terminal, or brings it up to date; files of earlier runs in it stay. */
export async function prepareFolder(home: string, profile: TerminalProfile, linkPort: number, source: ProgramSource): Promise<void> {
  const folder = folderOf(home, profile.tid);
  await mkdir(folder, { recursive: true });
  await replace(path.join(folder, 'pinpad.ini'), pinpadIni(profile, linkPort));
  await replace(path.join(folder, 'simulator.json'), `${JSON.stringify({ noLink: noLinkFile(profile) }, null, 2)}\n`);
  await writeLauncher(folder, 'sb_pilot', 'sb_pilot.js', source);
}

/** The folder of DC Console before one terminal. Gives the program's file. */
export async function prepareConsole(home: string, { tid }: TerminalProfile, linkPort: number, source: ProgramSource): Promise<string> {
  const folder = folderOf(home, tid);
  await mkdir(folder, { recursive: true });
  const ini = ['; Simulated terminal: no real device and no real bank is behind it.', 'PinpadIPAddr=127.0.0.1'];
  await replace(path.join(folder, 'dcconsole.ini'), [...ini, `PinpadIPPort=${linkPort}`, `TerminalID=${tid}`, ''].join('\r\n'));
  return writeLauncher(folder, 'dcconsole', 'dc_console.js', source);
}

async function writeLauncher(folder: string, name: string, script: string, source: ProgramSource): Promise<string> {
  const launcher = path.join(folder, source.windows ? `${name}.cmd` : name);
  const scriptPath = path.join(source.scriptFolder, script);
  await replace(launcher, source.windows ? windowsLauncher(source, scriptPath) : launcherScript(source, scriptPath), 0o755);
  return launcher;
}

/** Keys as an installation of the bank's software has them. */
const pinpadIni = (profile: TerminalProfile, linkPort: number): string =>
  [
    '; Simulated terminal: no real device and no real bank is behind it.',
    'PinpadIPAddr=127.0.0.1',
    `PinpadIPPort=${linkPort}`,
    'PrinterFile=p',
    'PrinterEnd=01',
    'PrinterType=Generic_40_chars',
    'ShowScreens=0',
    'NewProtocol=1',
    'PinpadLog=0',
    `TerminalID=${profile.tid}`,
    `MerchantID=${profile.mid}`,
    '',
  ].join('\r\n');

/** What the program writes when nobody answers; made here, so that the program needs no code pages. */
const noLinkFile = ({ encoding }: TerminalProfile): string =>
  Buffer.from(serializeResultFile({ code: CODE.noLink }, { encoding, lines: 1 })).toString('base64');

/**
 * One file that the shell and Node both read: the shell replaces itself by Node on this same file, so the process id is
 * the program's own and its command line names the program's path, as with a native executable.
 */
const launcherScript = ({ nodePath }: ProgramSource, scriptPath: string): string =>
  [
    '#!/bin/sh',
    `':' //; exec ${shellQuote(nodePath)} "$0" "$@"`,
    `import(${JSON.stringify(pathToFileURL(scriptPath).href)}).catch((error) => { console.error(error); process.exit(1); });`,
    '',
  ].join('\n');

const windowsLauncher = ({ nodePath }: ProgramSource, scriptPath: string): string => `@"${nodePath}" "${scriptPath}" %*\r\n`;

const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** By rename, so that a program that starts at this moment reads the old file or the new one, never half of one. */
async function replace(file: string, content: string, mode = 0o644): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, content);
  await chmod(draft, mode);
  await rename(draft, file);
}
