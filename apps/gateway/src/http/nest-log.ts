import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@payport/logging';

/** What the framework has to say goes through our log, and so through its guard, instead of straight to the console. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {
    // The framework's account of its own start is no news to an operator.
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.logger.warn({ detail: message, more }, 'framework');
  }

  error(message: unknown, ...more: unknown[]): void {
    this.logger.error({ detail: message, more }, 'framework');
  }
}
