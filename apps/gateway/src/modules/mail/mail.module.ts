import { Module } from '@nestjs/common';
import type { Logger } from '@payport/logging';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG, LOGGER } from '../../tokens.ts';
import { Mailer } from './mailer.ts';
import { smtpSender } from './smtp-sender.ts';

/** Mail, where it is configured. */
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [CONFIG, LOGGER],
      useFactory: ({ smtp }: GatewayConfig, log: Logger) => new Mailer(smtp === null ? null : smtpSender(smtp), log),
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
