import { maskCardNumbers } from '@payport/domain';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Keys whose values never belong in a log, whoever passes them. */
const SECRET_KEY = /^(authorization|cookie|set-cookie|password|secret|token|api_?key|track2?|pin_?block|cvv2?)$/i;

/** Cleans a value on its way to the log: secrets by key, card numbers by sight, depth and length bounded. */
export function cleanForLog(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskCardNumbers(value.slice(0, 4_000));
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth >= 6) return '[deep]';
  if (value instanceof Error) return cleanError(value, depth);
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => cleanForLog(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) ? '[removed]' : cleanForLog(item, depth + 1)]));
}

function cleanError(error: Error, depth: number): unknown {
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: cleanForLog(error.message, depth + 1),
    stack: cleanForLog(error.stack ?? '', depth + 1),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

/** Structured logs, one JSON line each, with the card-data guard as the last wall before the disk. */
export function createLogger(options: { readonly level: string; readonly service: string; readonly destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => cleanForLog(fields) as Record<string, unknown>,
      },
      // Errors are cleaned by the formatter above, with everything else.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? maskCardNumbers(arg) : arg)) as typeof args);
        },
      },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}
