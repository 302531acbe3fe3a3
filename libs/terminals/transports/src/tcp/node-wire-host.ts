import {
  KEEP_ALIVE_LIMIT_MS,
  WireRefused,
  type PlaceTrouble,
  type SerialOptions,
  type SerialPlace,
  type TcpOptions,
  type TcpPlace,
  type Wire,
  type WireHost,
} from '@payport/terminals-core';
import { connect, type Socket } from 'node:net';
import { openSerial, serialSettings } from '../serial/open-serial.ts';
import { systemClock } from '../system-clock.ts';
import { wholeMs } from '../whole-ms.ts';
import { addressTrouble } from './address-trouble.ts';
import { TcpWire } from './tcp-wire.ts';

/** The sockets and serial ports of this host. */
export class NodeWireHost implements WireHost {
  async connectTcp(place: TcpPlace, options: TcpOptions): Promise<Wire> {
    if (place.host === '') throw new RangeError('host must not be empty');
    if (!Number.isInteger(place.port) || place.port < 1 || place.port > 65_535) throw new RangeError('port must be 1 to 65535');
    wholeMs('connectTimeoutMs', options.connectTimeoutMs, 1);
    wholeMs('keepAliveMs', options.keepAliveMs, 0, KEEP_ALIVE_LIMIT_MS);
    if (options.idleTimeoutMs !== null) wholeMs('idleTimeoutMs', options.idleTimeoutMs, 1);
    return new TcpWire(await connected(place, options), options.idleTimeoutMs);
  }

  async connectSerial(place: SerialPlace, options: SerialOptions): Promise<Wire> {
    return openSerial(serialSettings(place, options), options.openTimeoutMs, systemClock);
  }
}

/** A device takes its bytes as they come: without delay for filling packets. */
function connected(place: TcpPlace, options: TcpOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: place.host, port: place.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: options.keepAliveMs });
    const late = (): void => {
      refuse(`no connection within ${options.connectTimeoutMs} ms`, 'address_silent');
    };
    const failed = (error: NodeJS.ErrnoException): void => {
      refuse(error.code ?? error.name, addressTrouble(error.code), error);
    };
    const refuse = (why: string, trouble: PlaceTrouble | null, cause?: unknown): void => {
      socket.off('timeout', late);
      socket.destroy();
      reject(new WireRefused(why, { cause, trouble }));
    };
    socket.setTimeout(options.connectTimeoutMs, late);
    // Stays until the end of a refused socket: a late error of one that nobody wants any more says nothing.
    socket.on('error', failed);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', late);
      socket.off('error', failed);
      resolve(socket);
    });
  });
}
