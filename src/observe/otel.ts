// Traces and metrics for OpenTelemetry, over OTLP/HTTP: a span for each request, and what metrics.ts counts. Where they go, how
// often, and how much of it is set by the variables that OpenTelemetry names (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER,
// OTEL_METRIC_EXPORT_INTERVAL …). Loaded only then.
import {
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { makeBridge } from './otel-bridge.ts';
import type { Answered } from './request-log.ts';

export interface Telemetry {
  answered(answered: Answered): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

export interface TelemetryOptions {
  readonly version: string;
  readonly instanceId: string;
  readonly registry: Registry;
  readonly log: Logger;
}

const serverFaultFrom = 500;
const defaultIntervalMs = 60_000;

export function openTelemetry({ version, instanceId, registry, log }: TelemetryOptions): Telemetry {
  diag.setLogger(tellTroubles(log), DiagLogLevel.WARN);
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'keepwell',
        'service.version': version,
        'service.instance.id': instanceId,
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
  const spans = new BatchSpanProcessor(new OTLPTraceExporter());
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spans] });
  const tracer = provider.getTracer('keepwell', version);
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: Number(process.env.OTEL_METRIC_EXPORT_INTERVAL) || defaultIntervalMs,
    metricProducers: [makeBridge(registry, resource)],
  });
  const meters = new MeterProvider({ resource, readers: [reader] });
  return {
    answered({ note, method, status, tookMs, bytes }) {
      const { parent } = note;
      const endedAt = performance.timeOrigin + note.startedAt + tookMs;
      const context = parent
        ? trace.setSpanContext(ROOT_CONTEXT, {
            traceId: parent.traceId,
            spanId: parent.spanId,
            traceFlags: parent.isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
            isRemote: true,
          })
        : ROOT_CONTEXT;
      const span = tracer.startSpan(
        `${method} ${note.route}`,
        {
          kind: SpanKind.SERVER,
          startTime: endedAt - tookMs,
          attributes: {
            'http.request.method': method,
            'http.route': note.route,
            'http.response.status_code': status,
            'http.response.size': bytes,
            'keepwell.request_id': note.id,
            ...(note.call !== undefined && { 'keepwell.call': note.call }),
            ...(note.code !== undefined && { 'keepwell.code': note.code }),
            ...(note.appId !== undefined && { 'keepwell.app_id': note.appId }),
          },
        },
        context,
      );
      if (status >= serverFaultFrom) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endedAt);
    },
    async stop() {
      const [...outcomes] = await Promise.allSettled([provider.shutdown(), meters.shutdown()]);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') log.warn({ err: outcome.reason }, 'telemetry was not sent');
    },
  };
}

/** What the packages say of themselves, without what they were about to send. */
function tellTroubles(log: Logger) {
  const tell = (message: string) => log.warn({ problem: message.slice(0, problemCharsMax) }, 'telemetry');
  const nothing = () => {};
  return { error: tell, warn: tell, info: nothing, debug: nothing, verbose: nothing };
}

const problemCharsMax = 200;
