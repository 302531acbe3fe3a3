// @ts-check
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { SerialPort } from 'serialport';

/**
 * What a program without any protocol does, in a process of its own: writes what is to be written, and awaits as many bytes
 * as the other side has to say. `PLAN` has the recorded sales.
 *
 * @typedef {{name: string, stopBits: 1 | 2, turns: {from: 'us' | 'device', hex: string}[]}} Sale
 */
const sales = /** @type {Sale[]} */ (JSON.parse(process.env['PLAN'] ?? ''));
process.stdout.write('[]\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { name, baudRate, ports } = /** @type {{name: string, baudRate: number, ports: string[]}} */ (JSON.parse(line));
  const sale = sales.find((one) => one.name === name);
  if (!sale) throw new Error(`no sale of ${name}`);
  const [cpu, startedMs] = [process.cpuUsage(), performance.now()];
  await Promise.all(ports.map((port) => play(port, baudRate, sale)));
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1_000, ranMs: performance.now() - startedMs })}\n`);
}

/** @param {string} path @param {number} baudRate @param {Sale} sale */
async function play(path, baudRate, { stopBits, turns }) {
  const port = new SerialPort({ path, baudRate, dataBits: 8, parity: 'none', stopBits, hupcl: false, autoOpen: false });
  // A driver lets go of its port a moment after the last byte.
  while (!(await new Promise((resolve) => port.open((error) => resolve(error === null))))) await pause(20);
  let heard = 0;
  let wanted = Infinity;
  let enough = () => {};
  port.on('data', (/** @type {Buffer} */ bytes) => {
    heard += bytes.length;
    if (heard >= wanted) enough();
  });
  for (const { from, hex } of turns) {
    const bytes = Buffer.from(hex, 'hex');
    if (from === 'us') await new Promise((resolve, reject) => port.write(bytes, (error) => (error ? reject(error) : resolve(null))));
    else {
      await new Promise((resolve) => {
        wanted = bytes.length;
        enough = () => resolve(null);
        if (heard >= wanted) enough();
      });
      heard -= bytes.length;
      wanted = Infinity;
    }
  }
  await new Promise((resolve) => port.close(() => resolve(null)));
}
