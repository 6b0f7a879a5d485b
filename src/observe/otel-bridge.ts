// Hands what prom-client counts to OpenTelemetry, as its specification calls a metric producer.
import { ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type HistogramMetricData,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

type Time = [seconds: number, nanoseconds: number];
type Found = MetricObjectWithValues<MetricValue<string> & { metricName?: string }>;

export function makeBridge(registry: Registry, resource: Resource): MetricProducer {
  const startTime = timeOf(performance.timeOrigin + performance.now());
  return {
    async collect() {
      const endTime = timeOf(performance.timeOrigin + performance.now());
      const found = (await registry.getMetricsAsJSON()) as unknown as Found[];
      const metrics = found.flatMap(one => toData(one, startTime, endTime) ?? []);
      const scope = { name: 'keepwell' };
      return { resourceMetrics: { resource, scopeMetrics: [{ scope, metrics }] }, errors: [] };
    },
  };
}

/** Summaries have no place there. */
function toData(metric: Found, startTime: Time, endTime: Time): MetricData | undefined {
  const { name, help: description } = metric;
  const descriptor = { name, description, unit: '', valueType: ValueType.DOUBLE };
  const points = () =>
    metric.values.map(({ labels, value }) => ({ startTime, endTime, attributes: { ...labels }, value }));
  const aggregationTemporality = AggregationTemporality.CUMULATIVE;
  // prom-client says its types by name in JSON.
  switch (String(metric.type)) {
    case 'counter':
      return {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.SUM,
        isMonotonic: true,
        dataPoints: points(),
      };
    case 'gauge':
      return { descriptor, aggregationTemporality, dataPointType: DataPointType.GAUGE, dataPoints: points() };
    case 'histogram':
      return {
        descriptor,
        aggregationTemporality,
        dataPointType: DataPointType.HISTOGRAM,
        dataPoints: histogramPoints(metric, startTime, endTime),
      };
    default:
      return undefined;
  }
}

/** Prometheus counts all up to a boundary, OpenTelemetry those between two. */
function histogramPoints(
  { values }: Found,
  startTime: Time,
  endTime: Time,
): HistogramMetricData['dataPoints'] {
  const series = new Map<string, Found['values']>();
  for (const value of values) {
    const { le: _, ...labels } = value.labels as Record<string, string | number>;
    const key = JSON.stringify(labels);
    series.set(key, [...(series.get(key) ?? []), value]);
  }
  return [...series].map(([key, all]) => {
    const ending = (end: string) => all.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0;
    const upTo = all.filter(({ metricName }) => metricName?.endsWith('_bucket'));
    const counts = upTo.map(({ value }, place) => value - (upTo[place - 1]?.value ?? 0));
    const boundaries = upTo.map(({ labels }) => Number((labels as { le: number | string }).le));
    return {
      startTime,
      endTime,
      attributes: JSON.parse(key),
      value: {
        buckets: { boundaries: boundaries.filter(Number.isFinite), counts },
        sum: ending('_sum'),
        count: ending('_count'),
      },
    };
  });
}

function timeOf(ms: number): Time {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}
