import { parentPort } from 'node:worker_threads';
import { plainReading } from './copy-reading.ts';
import type { FromThread, ToThread } from './file-reading.ts';

/**
 * The thread in which files of strangers are read: it has its own memory, with a limit, and nothing of the gateway's. It asks
 * for bytes when it needs them, and waits after each part until that is put away.
 */
const port = parentPort;
if (port === null) throw new Error('this file runs as a thread');

let heard: (message: ToThread) => void = () => undefined;
port.on('message', (message: ToThread) => heard(message));

function ask(message: FromThread): Promise<ToThread> {
  return new Promise((resolve) => {
    heard = resolve;
    // Bytes are handed over, not copied.
    port?.postMessage(message, 'part' in message && message.part.type === 'lines' ? [message.part.bytes.buffer as ArrayBuffer] : []);
  });
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const answer = await ask({ more: true });
    if (!('chunk' in answer)) return;
    yield answer.chunk;
  }
}

const order = await ask({ ready: true });
if ('read' in order) for await (const part of plainReading(order.read, bytes())) await ask({ part });
port.postMessage({ done: true } satisfies FromThread);
port.close();
