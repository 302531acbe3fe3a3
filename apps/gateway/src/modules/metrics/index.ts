export { Metrics, type MetricsParts } from './metrics.ts';
export { MetricsController } from './metrics.controller.ts';
