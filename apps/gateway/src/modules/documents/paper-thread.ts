import { parentPort, workerData } from 'node:worker_threads';
import type { PdfDocument } from './pdf-document.ts';
import { renderPdf } from './pdf-render.ts';

/** The thread in which one paper is made; it ends with it. */
if (parentPort === null) throw new Error('this file runs as a thread');

const bytes = Uint8Array.from(await renderPdf(workerData as PdfDocument));
parentPort.postMessage(bytes, [bytes.buffer]);
