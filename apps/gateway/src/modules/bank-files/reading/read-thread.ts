import { readBankFile } from '@payport/bank-files';
import { parentPort } from 'node:worker_threads';
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
    port?.postMessage(message);
  });
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const answer = await ask({ more: true });
    if (!('chunk' in answer)) return;
    yield answer.chunk;
  }
}

for await (const part of readBankFile(bytes())) await ask({ part });
port.postMessage({ done: true } satisfies FromThread);
port.close();
