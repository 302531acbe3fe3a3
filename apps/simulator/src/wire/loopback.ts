import type { AddressInfo, Server, Socket } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** One connection of a cash desk. */
export interface DeskLine {
  send(bytes: Uint8Array): void;
  listen(listener: (bytes: Uint8Array) => void): void;
  /** The device lets the connection go, as one does that loses power or its network. */
  drop(): void;
}

/** Listens on the loopback address, where it is told to if that is free, else on any free port; says which. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  try {
    return await listenOn(server, port);
  } catch (error) {
    if (port === 0 || !isTaken(error)) throw error;
    return listenOn(server, 0);
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Ends a server; `cut` ends its connections, for which it would wait. */
export async function closeServer(server: Server, cut: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  cut();
  await closed;
}

export const deskLine = (socket: Socket): DeskLine => ({
  send: (bytes) => {
    if (!socket.destroyed) socket.write(bytes);
  },
  listen: (listener) => void socket.on('data', listener),
  drop: () => socket.destroySoon(),
});
