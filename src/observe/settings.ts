// Where metrics may be asked for, and whether OpenTelemetry is sent anything. Read by config.ts.
import { isLoopback } from '../core/web-address.ts';

export interface MetricsSettings {
  readonly host: string;
  readonly port: number;
  readonly token: string | undefined;
}

const portMax = 65_535;

/** @param where `9464`, `10.0.0.7:9464`, `off`. @throws Error in words for the operator */
export function readMetricsSettings(
  where: number | string | undefined,
  token: string | undefined,
): MetricsSettings | undefined {
  if (where === undefined || where === 'off') return undefined;
  const [, host = '127.0.0.1', port = ''] = /^(?:\[?([^[\]]+?)\]?:)?(\d+)$/.exec(String(where)) ?? [];
  if (port === '' || Number(port) > portMax)
    throw new Error(`metrics must be a port from 0 to ${portMax}, or host:port.`);
  if (token === undefined && !isLoopback(host))
    throw new Error('metrics that others may ask need a metrics-token, which they send as Bearer.');
  return { host, port: Number(port), token };
}

/** By the variables that OpenTelemetry names. */
export function hasTelemetry(env: NodeJS.ProcessEnv): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false;
  return ['', 'TRACES_', 'METRICS_'].some(kind => Boolean(env[`OTEL_EXPORTER_OTLP_${kind}ENDPOINT`]));
}
