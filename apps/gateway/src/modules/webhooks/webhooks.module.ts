import { Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { createPool, PgCommandStore, PgPaymentStore } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, DRIVERS, LOGGER, METRICS, PG_POOL, RANDOM } from '../../tokens.ts';
import { AlarmRepository, queueAlarmMail } from '../alarms/index.ts';
import { AuditLog, AuditModule } from '../audit/index.ts';
import { Mailer, MailModule } from '../mail/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import { TerminalRepository, TerminalsService } from '../terminals/index.ts';
import { DeliveriesService } from './managing/deliveries.service.ts';
import { EndpointsService } from './managing/endpoints.service.ts';
import { DeliveryStore, type HandedOn } from './sending/delivery-store.ts';
import { WebhookDispatcher } from './sending/dispatcher.ts';
import { bodyOf, messageOf, type BodyPorts } from './sending/message-body.ts';
import { MessageRetention } from './sending/retention.ts';
import { SecretBox } from './sending/secret-box.ts';
import { dnsResolver } from './target/dns-resolver.ts';
import { TargetGuard } from './target/target-guard.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { postMessage } from './wire/post-message.ts';

/** Connections that messages may use; never those of payments. */
const CONNECTIONS = 3;
const OWN_POOL = Symbol('WEBHOOK_POOL');

/** Ends the sending with the application. */
@Injectable()
class WebhookEnd implements OnModuleDestroy {
  constructor(
    @Inject(WebhookDispatcher) private readonly dispatcher: WebhookDispatcher,
    @Inject(MessageRetention) private readonly retention: MessageRetention,
    @Inject(OWN_POOL) private readonly pool: Pool,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.dispatcher.stop();
    await this.retention.stop();
    await this.pool.end();
  }
}

/** Messages to hotel systems. */
@Module({
  imports: [AuditModule, MailModule],
  controllers: [WebhooksController],
  providers: [
    WebhookEnd,
    { provide: TargetGuard, inject: [CONFIG], useFactory: (config: GatewayConfig) => new TargetGuard(dnsResolver(), config.webhookNetworks) },
    {
      provide: SecretBox,
      inject: [CONFIG, RANDOM],
      useFactory: ({ authSecret }: GatewayConfig, random: Random) => new SecretBox(authSecret, random),
    },
    {
      provide: OWN_POOL,
      inject: [CONFIG, LOGGER],
      useFactory: ({ databaseUrl }: GatewayConfig, logger: Logger) =>
        createPool(databaseUrl, {
          applicationName: 'payport-webhooks',
          max: CONNECTIONS,
          onError: (error) => logger.warn({ err: error }, 'idle_connection_broke'),
        }),
    },
    {
      provide: WebhookDispatcher,
      inject: [OWN_POOL, CLOCK, RANDOM, LOGGER, DRIVERS, METRICS, TargetGuard, SecretBox, Mailer],
      useFactory: (
        pool: Pool,
        clock: Clock,
        random: Random,
        log: Logger,
        drivers: DriverDirectory,
        metrics: Metrics,
        guard: TargetGuard,
        secrets: SecretBox,
        mailer: Mailer,
      ) =>
        new WebhookDispatcher({
          store: new DeliveryStore(pool, { clock, random }),
          ...toldFrom(pool, drivers),
          alarms: new AlarmRepository(pool),
          post: postMessage(clock),
          // Without a mail server nothing is kept for one: it would send what is long past.
          onHandedOn: (db, messages) => (mailer.enabled ? queueAlarmMail(db, alarmsIn(messages), clock.now()) : Promise.resolve()),
          onResult: (result) => metrics.webhooks.ended(result),
          guard,
          secrets,
          clock,
          random,
          log,
        }),
    },
    {
      provide: MessageRetention,
      inject: [OWN_POOL, CLOCK, LOGGER, CONFIG],
      useFactory: (pool: Pool, clock: Clock, log: Logger, { webhookRetentionDays: days }: GatewayConfig) =>
        new MessageRetention({ pool, clock, log, days }),
    },
    {
      provide: EndpointsService,
      inject: [PG_POOL, CLOCK, RANDOM, TargetGuard, SecretBox],
      useFactory: (pool: Pool, clock: Clock, random: Random, guard: TargetGuard, secrets: SecretBox) =>
        new EndpointsService({ pool, clock, random, audit: new AuditLog(clock, random), guard, secrets }),
    },
    {
      provide: DeliveriesService,
      inject: [PG_POOL, CLOCK, RANDOM, DRIVERS],
      useFactory: (pool: Pool, clock: Clock, random: Random, drivers: DriverDirectory) => {
        const told = toldFrom(pool, drivers);
        return new DeliveriesService({
          pool,
          clock,
          audit: new AuditLog(clock, random),
          store: new DeliveryStore(pool, { clock, random }),
          bodyOf: async (outbox, language) => {
            const message = await messageOf(told, outbox, language, clock.now());
            return message && bodyOf(message);
          },
        });
      },
    },
  ],
})
export class WebhooksModule {}

const alarmsIn = (messages: readonly HandedOn[]): readonly string[] =>
  messages.filter(({ topic }) => topic === 'alarm.raised').map(({ payload }) => String(payload['alarmId']));

/** What messages tell of. */
const toldFrom = (pool: Pool, drivers: DriverDirectory): BodyPorts => ({
  payments: new PgPaymentStore(pool),
  commands: new PgCommandStore(pool),
  terminals: new TerminalsService(new TerminalRepository(pool), drivers),
  alarms: new AlarmRepository(pool),
});
