import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Mailer } from '../mail/index.ts';
import type { AlarmMailStore, DueMail } from './alarm-mail.store.ts';
import { alarmMail } from './alarm-mail-text.ts';
import { TimedLook } from '../../timed-look.ts';

const TICK_MS = 5_000;
/** A mail server may take seconds for each of its replies, and a minute or two for all of them, ms. */
const LEASE_MS = 5 * 60_000;
/** The pause after the first failure, the second, and so on, ms; then nobody reads the mail anyway. */
const PAUSES_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000] as const;

export interface AlarmMailerPorts {
  readonly store: AlarmMailStore;
  readonly mailer: Pick<Mailer, 'enabled' | 'send'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly portalUrl: string;
}

/** Mails alarms to the people who answer for the hotel: once for each alarm, until the mail server has taken it. */
export class AlarmMailer extends TimedLook {
  constructor(private readonly ports: AlarmMailerPorts) {
    super({ clock: ports.clock, everyMs: TICK_MS, failed: (error) => ports.log.warn({ err: error }, 'alarm_mail_failed') });
  }

  /** Without a mail server there is nothing to do. */
  override start(): void {
    if (this.ports.mailer.enabled) super.start();
  }

  /** Sends what is due, one after the other: none is ours for longer than its own sending takes. */
  async look(): Promise<void> {
    const { store, clock } = this.ports;
    while (!this.stopped) {
      const mail = await store.claim(clock.now(), clock.now() + LEASE_MS);
      if (!mail) return;
      await this.send(mail);
    }
  }

  private async send(mail: DueMail): Promise<void> {
    const { store, mailer, clock, portalUrl } = this.ports;
    // What has gone by itself needs nobody any more, and who has left hears nothing of the hotel.
    if (mail.over) return store.end(mail, 'given_up', clock.now(), null);
    const sent = await mailer.send(alarmMail({ ...mail, portalUrl }));
    if (sent === 'sent') return store.end(mail, 'sent', clock.now(), null);
    const pause = PAUSES_MS[mail.tries - 1];
    await store.end(mail, pause === undefined ? 'given_up' : 'waiting', clock.now(), pause === undefined ? null : clock.now() + pause);
  }
}
