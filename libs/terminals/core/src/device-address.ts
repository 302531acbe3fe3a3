import type { DeviceAddress } from '@payport/domain';

/**
 * How wires are spelled as device addresses, alike for all protocols: two terminals cannot share a device unseen, whatever
 * each of them speaks.
 */
export const tcpAddress = ({ host, port }: { readonly host: string; readonly port: number }): DeviceAddress =>
  `tcp:${host.toLowerCase().replace(/\.$/, '')}:${port}` as DeviceAddress;

/** A port of the gateway's own computer. `COM3` and `com3` are one; under other systems case counts. */
export const serialAddress = (path: string): DeviceAddress => {
  const windows = /^(\\\\\.\\)?(com[0-9]+)$/i.exec(path)?.[2];
  return `serial:local:${windows === undefined ? path.replace(/\/{2,}/g, '/') : windows.toUpperCase()}` as DeviceAddress;
};

/** One spelling per folder, so that two terminals cannot share it unseen: slashes, dots, and case on Windows. */
export function normaliseFolder(folder: string): string {
  const windows = /^([A-Za-z]:|\\\\)/.test(folder);
  const slashed = (windows ? folder.replaceAll('\\', '/') : folder).replace(/^\/\/+(?=[^/])/, (lead) => (windows ? '//' : lead.slice(-1)));
  const share = windows && slashed.startsWith('//');
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  const joined = (share ? '//' : windows ? '' : '/') + parts.join('/');
  return windows ? joined.toLowerCase() : joined;
}

/** A program of the bank on the gateway's own computer: its folder is the device. */
export const programAddress = (folder: string): DeviceAddress => `process:local:${normaliseFolder(folder)}` as DeviceAddress;
