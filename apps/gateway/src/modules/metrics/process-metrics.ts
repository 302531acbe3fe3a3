import { Counter, Gauge, type Registry } from 'prom-client';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the event loop is looked at, ms: finer costs more than it tells. */
const LAG_RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** What the program itself uses, and how long its loop was held up since the last scrape. */
export class ProcessMetrics {
  private readonly delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  private readonly lag: Gauge<'quantile'>;
  private readonly cpu: Counter;
  private readonly resident: Gauge;
  private readonly heap: Gauge;
  private cpuTold = 0;

  constructor(registry: Registry, build: { readonly version: string; readonly instance: string }) {
    const registers = [registry];
    this.lag = new Gauge({
      name: 'payport_event_loop_lag_seconds',
      help: 'Delay of the event loop since the last scrape',
      labelNames: ['quantile'],
      registers,
    });
    this.cpu = new Counter({ name: 'payport_process_cpu_seconds_total', help: 'Processor time', registers });
    this.resident = new Gauge({ name: 'payport_process_resident_memory_bytes', help: 'Memory of the process', registers });
    this.heap = new Gauge({ name: 'payport_process_heap_used_bytes', help: 'JavaScript heap in use', registers });
    new Gauge({ name: 'payport_process_start_time_seconds', help: 'Start of the process, Unix time', registers }).set(
      Math.round(Date.now() / 1000 - process.uptime()),
    );
    new Gauge({ name: 'payport_build_info', help: 'Always 1', labelNames: ['version', 'node', 'instance'], registers }).set(
      { ...build, node: process.versions.node },
      1,
    );
  }

  start(): void {
    this.delay.enable();
  }

  stop(): void {
    this.delay.disable();
  }

  read(): void {
    for (const [quantile, nanoseconds] of [
      ['0.5', this.delay.percentile(50)],
      ['0.99', this.delay.percentile(99)],
      ['1', this.delay.max],
    ] as const) {
      // The histogram counts the interval itself too; without a sample yet it has no numbers.
      const seconds = nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000;
      this.lag.set({ quantile }, this.delay.count === 0 ? 0 : Math.max(0, seconds));
    }
    this.delay.reset();
    const { user, system } = process.cpuUsage();
    const used = (user + system) / MICROSECONDS;
    this.cpu.inc(Math.max(0, used - this.cpuTold));
    this.cpuTold = used;
    const { rss, heapUsed } = process.memoryUsage();
    this.resident.set(rss);
    this.heap.set(heapUsed);
  }
}
