export { bankProgramEnvironment } from './process/environment.ts';
export { NodeProgramHost, type NodeProgramHostOptions } from './process/node-program-host.ts';
export { systemClock } from './system-clock.ts';
export { systemRandom } from './system-random.ts';
export { BAUD_RATES } from './serial/open-serial.ts';
export { NodeWireHost } from './tcp/node-wire-host.ts';
