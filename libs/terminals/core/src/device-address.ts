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
